using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Commerce.ServiceDefaults.Networks;

/// <summary>Networks as they are configured: <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>, or a single address.</summary>
public sealed class NetworkList
{
    /// <summary>How one has to be written, for the sentence about one that is not.</summary>
    public const string Form = "a network such as 10.0.0.0/8 or 2001:db8::/32, or one address";

    private readonly IPNetwork[] _networks;

    private NetworkList(IPNetwork[] networks) => _networks = networks;

    public IReadOnlyList<IPNetwork> All => _networks;

    /// <param name="texts">What <see cref="NetworksAttribute"/> has checked.</param>
    /// <exception cref="FormatException">One of them is no network.</exception>
    [SuppressMessage("Naming", "CA1720", Justification = "The texts are what it is.")]
    public static NetworkList Parse(IEnumerable<string> texts) => new(
        [.. texts.Select(text => Find(text) ?? throw new FormatException($"'{text}' must be {Form}."))]);

    /// <returns>Null when the text is no network.</returns>
    public static IPNetwork? Find(string? text)
    {
        if (text is null || !IsWhole(text))
        {
            return null;
        }

        if (!text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out var alone))
        {
            return new IPNetwork(alone, alone.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
    }

    /// <summary>Whether an address lies in one of them; an unknown one lies in none.</summary>
    public bool Contains(IPAddress? address)
    {
        // A server that listens on both kinds of addresses sees those of IPv4 written as IPv6.
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Array.Exists(_networks, network => network.Contains(plain));
    }

    // "10" and "10.1" are addresses too, by a custom that surprises: 0.0.0.10 and 10.0.0.1.
    private static bool IsWhole(string text) => text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3;
}
