using System.Net;
using Commerce.ServiceDefaults.Networks;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Access;

/// <summary>Notes the peer before <c>X-Forwarded-For</c> takes its place, and warns once of a proxy that nobody has named.</summary>
internal sealed partial class NotePeer(RequestDelegate next, IOptions<AuthOptions> options, ILogger<NotePeer> logger)
{
    private readonly NetworkList _proxies = NetworkList.Parse(options.Value.TrustedProxies);
    private readonly AuthMode _mode = options.Value.Mode;
    private int _warned;

    public Task InvokeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var isProxy = _proxies.Contains(address);
        context.Features.Set(new Peer(address, _mode == AuthMode.Header && (isProxy || _proxies.All.Count == 0)));
        if (!isProxy && address is not null && context.Request.Headers.ContainsKey("X-Forwarded-For")
            && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            LogUnknownProxy(logger, address);
        }

        return next(context);
    }

    [LoggerMessage(
        1003,
        LogLevel.Warning,
        "{Address} sends X-Forwarded-For and is not in Auth:TrustedProxies: it is not believed, and whoever comes through it has its "
        + "address")]
    private static partial void LogUnknownProxy(ILogger logger, IPAddress address);
}
