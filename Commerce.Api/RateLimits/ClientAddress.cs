using System.Net;
using System.Net.Sockets;

namespace Commerce.Api.RateLimits;

/// <summary>Whom requests from an address are counted against.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8; // One line gets a /64 of IPv6, and whoever has it has every address in it.

    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };
}
