namespace Commerce.Deploy.Tests.Charts;

/// <summary>Values that somebody installs the chart with.</summary>
internal static class Releases
{
    /// <summary>What has to be said at least.</summary>
    public const string Smallest = """
        image: { registry: registry.example.com/commerce }
        pg: { baseAddress: "https://pg.example.com", callbackUrl: "https://shop.example.com/api/v1/payments/callback" }
        auth: { authority: "https://login.example.com", audience: commerce }
        """;

    /// <summary>Whatever can be switched on is, and what is on by default is off.</summary>
    public const string Fullest = """
        image: { registry: registry.example.com/commerce, tag: 0.2.0, pullSecrets: [{ name: registry }] }
        pg: { callbackUrl: "http://commerce-api:8080/api/v1/payments/callback" }
        simulator: { enabled: true, env: { Faults__RefuseRate: "0" } }
        metrics: { serviceMonitor: true }
        api: { autoscaling: { enabled: false }, env: { Overload__PlacingAtOnce: "64" } }
        networkPolicy: { ingressFrom: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress } } }] }
        telemetry: { otlpEndpoint: "http://collector.observability:4317" }
        """;
}
