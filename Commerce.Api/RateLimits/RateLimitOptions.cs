using System.ComponentModel.DataAnnotations;

namespace Commerce.Api.RateLimits;

/// <summary>
/// How often one caller may ask, in one process; more is 429 with <c>Retry-After</c>. Configuration section <c>RateLimits</c>. Each is a
/// number of requests a minute that may come at once or one after the other; 0 is no limit. In Development there is none unless one is set.
/// </summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    private const int Most = 1_000_000;

    /// <summary>Requests of one member. 0 to 1,000,000 a minute; default 600.</summary>
    [Range(0, Most)]
    public int? MemberPerMinute { get; set; }

    /// <summary>
    /// Requests from one address (IPv6: one /64) of callers who are no members, most of them of the catalogue. Behind a proxy the address
    /// is the caller's only if <c>Auth:TrustedProxies</c> names the proxy. 0 to 1,000,000 a minute; default 1,200.
    /// </summary>
    [Range(0, Most)]
    public int? AddressPerMinute { get; set; }

    /// <summary>
    /// Wrong tokens and keys from one address that are told so; a further one is 429. A right one is never refused for others' wrong ones.
    /// 0 to 1,000,000 a minute; default 60.
    /// </summary>
    [Range(0, Most)]
    public int? FailedLoginsPerMinute { get; set; }
}
