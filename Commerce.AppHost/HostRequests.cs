namespace Commerce.AppHost;

/// <summary>What the requests of the host and of its commands are in the traces of the services.</summary>
internal static class HostRequests
{
    /// <summary>
    /// A client that continues no trace. A command runs inside a request of the dashboard, whose trace nobody records: each order would be
    /// part of it, and be recorded as little.
    /// </summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <summary>
    /// For what asks again and again: it is sent as part of a trace that is not recorded, so that no service records it either.
    /// </summary>
    public static void WithoutTrace(this HttpRequestMessage request) =>
        request.Headers.Add("traceparent", $"00-{Guid.NewGuid():N}-{Guid.NewGuid().ToString("N")[16..]}-00");
}
