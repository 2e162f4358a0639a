using System.Net;
using System.Net.Sockets;
using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Networks;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Where webhooks may lead: the open internet, and the networks that are allowed besides. It is the address that is connected to that
/// counts, for a name may lead anywhere, and elsewhere the next time.
/// </summary>
public sealed class WebhookAddress(IOptions<WebhookOptions> options)
{
    private const string ThisMachine = "localhost";

    // What is not of the open internet, by the registries of IANA. Of IPv6 only 2000::/3 is, but for what these say.
    private static readonly NetworkList NotPublic = NetworkList.Parse(
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ]);

    private static readonly NetworkList PublicOfIPv6 = NetworkList.Parse(["2000::/3"]);

    private readonly NetworkList _allowed = NetworkList.Parse(options.Value.AllowedNetworks);

    /// <exception cref="CommerceException">400 when no webhook may lead there.</exception>
    public string Checked(string? url)
    {
        if (url is not { Length: > 0 and <= Webhook.MaxUrlLength } || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || !IsScheme(address.Scheme) || address.UserInfo.Length > 0 || address.Fragment.Length > 0 || address.Host.Length == 0
            || address.AbsoluteUri.Length > Webhook.MaxUrlLength)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.WebhookUrlInvalid, Webhook.MaxUrlLength) { Field = "url" };
        }

        return KnownAddressOf(address.IdnHost) is { } known && !Allows(known)
            ? throw new CommerceException(ErrorCode.BadRequest, Sentence.WebhookUrlPrivate) { Field = "url" }
            : address.AbsoluteUri;
    }

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isPublic = !NotPublic.Contains(plain)
            && (plain.AddressFamily == AddressFamily.InterNetwork || PublicOfIPv6.Contains(plain));
        return isPublic || _allowed.Contains(plain);
    }

    /// <summary>Connects to the first address of the name that may be connected to.</summary>
    /// <exception cref="ForbiddenAddressException">There is none.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        IPAddress[] allowed = [.. found.Where(Allows)];
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>Null for a name: only connecting tells where it leads.</returns>
    private static IPAddress? KnownAddressOf(string host)
    {
        var name = host.TrimEnd('.');
        return name.Equals(ThisMachine, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith($".{ThisMachine}", StringComparison.OrdinalIgnoreCase)
                ? IPAddress.Loopback
                : IPAddress.TryParse(name, out var literal) ? literal : null;
    }

    private bool IsScheme(string scheme) => scheme == Uri.UriSchemeHttps || (options.Value.AllowHttp && scheme == Uri.UriSchemeHttp);
}
