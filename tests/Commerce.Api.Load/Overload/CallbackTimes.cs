using System.Globalization;
using System.Text.RegularExpressions;
using Commerce.TestHost;

namespace Commerce.Api.Load.Overload;

/// <summary>How long the API took over the PG's callbacks, from its own metrics: the buckets of a histogram, so upper limits.</summary>
/// <param name="Buckets">How many took no longer than so many seconds.</param>
/// <param name="Failed">How many were not answered 200.</param>
internal sealed partial record CallbackTimes(IReadOnlyDictionary<double, double> Buckets, double Failed)
{
    private const string Route = "http_route=\"/api/v1/payments/callback";
    private const string Taken = "http_response_status_code=\"200\"";

    public static async Task<CallbackTimes> ReadAsync(CommerceStack stack)
    {
        using var api = new HttpClient { BaseAddress = stack.AddressOf(StackResources.Api) };
        var counted = Line().Matches(await api.GetStringAsync(new Uri("/metrics", UriKind.Relative)))
            .Select(line => (
                Labels: line.Groups["labels"].Value,
                Count: double.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture)))
            .Where(line => line.Labels.Contains(Route, StringComparison.Ordinal))
            .ToList();
        return new CallbackTimes(
            counted.GroupBy(line => LimitOf(line.Labels)).ToDictionary(limit => limit.Key, limit => limit.Sum(line => line.Count)),
            counted.Where(line => !line.Labels.Contains(Taken, StringComparison.Ordinal)
                && LimitOf(line.Labels) == double.PositiveInfinity).Sum(line => line.Count));
    }

    public static CallbackTimes operator -(CallbackTimes one, CallbackTimes other) => new(
        one.Buckets.ToDictionary(bucket => bucket.Key, bucket => bucket.Value - other.Buckets.GetValueOrDefault(bucket.Key)),
        one.Failed - other.Failed);

    /// <summary>Within how many seconds a share of the callbacks was answered, for example 0.99 of them.</summary>
    public double At(double share)
    {
        var all = Buckets.GetValueOrDefault(double.PositiveInfinity);
        return all == 0 ? 0 : Buckets.Where(bucket => bucket.Value >= share * all).Min(bucket => bucket.Key);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Buckets.GetValueOrDefault(double.PositiveInfinity)}, half within {At(0.5)} s, 99 % within {At(0.99)} s, all within {At(1)} s");

    private static double LimitOf(string labels) => Limit().Match(labels).Groups["limit"].Value is "+Inf"
        ? double.PositiveInfinity
        : double.Parse(Limit().Match(labels).Groups["limit"].Value, CultureInfo.InvariantCulture);

    // A label may hold braces of its own: http_route="/orders/{orderId}".
    [GeneratedRegex(@"^http_server_request_duration_seconds_bucket\{(?<labels>.*)\} (?<count>[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"le=""(?<limit>[^""]+)""")]
    private static partial Regex Limit();
}
