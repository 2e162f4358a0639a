using Commerce.Chaos.Network;
using Commerce.Chaos.Running;

namespace Commerce.Chaos.Matrix;

/// <summary>Whom the shop depends on, or who depends on it.</summary>
internal enum Dependency
{
    /// <summary>The shop's own database, asked by API and worker.</summary>
    Database,

    /// <summary>The payment gateway, asked by API and worker.</summary>
    PaymentGateway,

    /// <summary>The way that the payment gateway's callbacks take to the API.</summary>
    Callbacks,

    /// <summary>A system of the shop that is told of completed orders by webhooks.</summary>
    WebhookReceiver,

    /// <summary>The collector to which all services send traces, metrics and logs.</summary>
    TelemetryCollector,
}

internal static class Dependencies
{
    /// <summary>For people.</summary>
    public static string Name(this Dependency dependency) => dependency switch
    {
        Dependency.Database => "database",
        Dependency.PaymentGateway => "payment gateway",
        Dependency.Callbacks => "callbacks",
        Dependency.WebhookReceiver => "webhook receiver",
        _ => "telemetry collector",
    };

    /// <summary>Everything that leads to it.</summary>
    public static IReadOnlyList<Relay> RelaysOf(this ChaosShop shop, Dependency dependency) => dependency switch
    {
        Dependency.Database => [shop.Links[Link.ApiToDatabase], shop.Links[Link.WorkerToDatabase]],
        Dependency.PaymentGateway => [shop.Links[Link.ApiToPg], shop.Links[Link.WorkerToPg]],
        Dependency.Callbacks => [shop.Links[Link.PgToApi]],
        Dependency.WebhookReceiver => [shop.Outside!.Receiver],
        _ => [shop.Outside!.Collector],
    };

    /// <summary>How it says that it takes nobody on now.</summary>
    public static StandInAnswer Refusal(this Dependency dependency) =>
        dependency == Dependency.Database ? StandInAnswer.TooManyConnections : StandInAnswer.Unavailable;

    /// <summary>What nobody who asks it has reckoned with.</summary>
    public static StandInAnswer WrongAnswer(this Dependency dependency) =>
        dependency == Dependency.Database ? StandInAnswer.MailGreeting : StandInAnswer.WelcomePage;
}
