using System.Diagnostics.Metrics;

namespace Commerce.Api.Overload;

/// <summary>How often requests are refused because too many come.</summary>
internal sealed class OverloadTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Overload";

    private readonly Counter<long> _refused;

    public OverloadTelemetry(IMeterFactory meterFactory)
    {
        _refused = meterFactory.Create(Name).CreateCounter<long>(
            "commerce.requests.refused", "{request}", "Requests that were more than is worked on at once, by the limit that was reached.");
        foreach (var limit in RequestLimit.All)
        {
            Add(0, limit);
        }
    }

    public void CountRefused(string limit) => Add(1, limit);

    private void Add(long requests, string limit) =>
        _refused.Add(requests, new KeyValuePair<string, object?>("commerce.request.limit", limit));
}
