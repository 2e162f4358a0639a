using System.Diagnostics.Metrics;

namespace Commerce.Api.Access;

/// <summary>How often somebody is not let in.</summary>
internal sealed class AccessTelemetry
{
    /// <summary>Without a token, key or header that is believed: 401.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>Known, and not allowed: 403.</summary>
    public const string Forbidden = "FORBIDDEN";

    private readonly Counter<long> _refused;

    public AccessTelemetry(IMeterFactory meterFactory)
    {
        _refused = meterFactory.Create("Commerce.Access").CreateCounter<long>(
            "commerce.logins.refused", "{request}", "Requests of callers who are not known, or may not do what they ask for.");
        Add(0, Unknown);
        Add(0, Forbidden);
    }

    /// <param name="why">One of the constants.</param>
    public void CountRefused(string why) => Add(1, why);

    private void Add(long requests, string why) => _refused.Add(requests, new KeyValuePair<string, object?>("commerce.login.refusal", why));
}
