using System.Net;
using Commerce.ServiceDefaults.Clocks;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// Takes from each answer of a PG what its headers say about it and not about a payment: its clock, and whether it wants a pause.
/// </summary>
internal sealed class ReadPgHeaders(SimulatorName name, PgPause pause, ClockSkews skews, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan HalfOfSecond = TimeSpan.FromSeconds(0.5); // The header has whole seconds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1); // A late answer tells nothing about a clock.

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = skews.Ask();
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.Date is { } date && time.GetElapsedTime(asked.Timestamp) < LongestWait)
        {
            skews.Record($"PG {name.Value}", asked, date + HalfOfSecond);
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            && RetryAfter(response) is { } wanted)
        {
            pause.Begin(wanted);
        }

        return response;
    }

    // A date is by the PG's clock, and so is the answer's own date: their distance is right whatever our clock says.
    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } until } => until - (response.Headers.Date ?? time.GetUtcNow()) is var left && left > TimeSpan.Zero
            ? left
            : TimeSpan.Zero,
        _ => null,
    };
}
