namespace Commerce.AppHost.Demo;

/// <summary>Requests that only look: what asks again and again would bury the traces that tell something.</summary>
internal static class Untraced
{
    /// <summary>Sends along the context of a trace that is not recorded, so that nobody downstream records one either.</summary>
    public static void WithoutTrace(this HttpRequestMessage request) =>
        request.Headers.Add("traceparent", $"00-{Guid.NewGuid():N}-{Guid.NewGuid().ToString("N")[16..]}-00");
}
