using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.ServiceDefaults.Clocks;

/// <summary>Degraded while the process's clock is too far from another one. It works on: due times go by the database's clock.</summary>
internal sealed class ClockHealthCheck(ClockSkews skews) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ahead = skews.Ahead.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var data = ahead.ToDictionary(pair => pair.Key, object (pair) => Math.Round(pair.Value.TotalSeconds, 3));
        var wrong = ahead.Where(pair => skews.IsWrong(pair.Value)).Select(pair => Describe(pair.Key, pair.Value)).ToList();
        return Task.FromResult(wrong.Count == 0
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded($"This process's clock is {string.Join(", and ", wrong)}.", data: data));
    }

    private static string Describe(string whose, TimeSpan ahead) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ahead.Duration().TotalSeconds:0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} that of {whose}");
}
