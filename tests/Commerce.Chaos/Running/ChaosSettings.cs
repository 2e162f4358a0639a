using Commerce.Chaos.Network;
using Commerce.Chaos.Schedules;
using Commerce.ShiftedClock;
using Commerce.TestHost;

namespace Commerce.Chaos.Running;

internal sealed record ChaosPorts(int Api, int Pg, int Database);

/// <summary>
/// How the stack differs from a user's: timers run fast, so that a schedule lasts seconds, and the processes reach each other through
/// relays. What is decided, and in which order, stays as it is.
/// </summary>
internal static class ChaosSettings
{
    /// <summary>For how long a payment that failed without the PG's word is looked at; after that, nothing may come of it.</summary>
    public static readonly TimeSpan LateLooks = TimeSpan.FromSeconds(12);

    /// <summary>What a merchant proves himself to Toss with, in its console as well.</summary>
    public const string TossSecretKey = "test_sk_of_the_chaos";

    public static CommerceStackOptions Of(string folder, ChaosPorts ports, IReadOnlyDictionary<Link, Relay> links, StackShape shape)
    {
        var options = new CommerceStackOptions
        {
            DataFolder = folder,
            AppHostArgs =
            [
                $"--Commerce:Ports:Api={ports.Api}", $"--Commerce:Ports:Pg={ports.Pg}", $"--Commerce:MySql:Port={ports.Database}",
                $"--Commerce:Replicas:Api={shape.Replicas}", $"--Commerce:Replicas:Worker={shape.Replicas}",
                $"--Operator:Key={PointCounts.OperatorKey}", "--Commerce:Toss=true",
            ],
        };
        var callback = $"http://127.0.0.1:{links[Link.PgToApi].Port}";
        foreach (var (name, value) in Pg)
        {
            options.With(StackResources.PgSimulator, name, value);
        }

        options.With(StackResources.PgSimulator, "Callbacks__AllowedPrefixes__0", callback)
            .With(StackResources.PgSimulator, "Toss__WebhookUrl", $"{callback}/api/v1/payments/callback/toss")
            .With(StackResources.PgSimulator, "Toss__SecretKey", TossSecretKey)
            .With(StackResources.PgSimulator, "Operator__Key", PointCounts.OperatorKey);
        foreach (var service in StackResources.Services)
        {
            options.With(service, "FailurePoints__Enabled", "true");
        }

        foreach (var (name, value) in shape.Skewed is null ? [] : ShiftedClockSettings.Environment(shape.Ahead))
        {
            options.With(shape.Skewed!, name, value);
        }

        foreach (var (service, toPg, toDatabase) in new[]
        {
            (StackResources.Api, Link.ApiToPg, Link.ApiToDatabase), (StackResources.Worker, Link.WorkerToPg, Link.WorkerToDatabase),
        })
        {
            foreach (var (name, value) in Shop)
            {
                options.With(service, name, value);
            }

            options.With(service, "Pg__BaseAddress", $"http://127.0.0.1:{links[toPg].Port}")
                .With(service, "Gateways__Toss__BaseAddress", $"http://127.0.0.1:{links[toPg].Port}/toss")
                .With(service, "Gateways__Toss__SecretKey", TossSecretKey)
                .With(service, "Pg__CallbackUrl", $"{callback}/api/v1/payments/callback")
                .WithDatabaseSettings(service, $"Port={links[toDatabase].Port}");
        }

        return options;
    }

    private static readonly (string Name, string Value)[] Pg =
    [
        ("Faults__RefuseRate", "0"), ("Faults__LimitExceededRate", "0"), ("Faults__InvalidCardRate", "0"),
        ("Faults__AcceptDelayMinMs", "0"), ("Faults__AcceptDelayMaxMs", "30"),
        ("Faults__ProcessDelayMinMs", "100"), ("Faults__ProcessDelayMaxMs", "600"),
        ("Faults__LateMs", "4000"), ("Faults__CallbackDelayMs", "2000"),
        ("Toss__RequestsPerMinute", "0"), ("Toss__FirstRepeat", "00:00:00.2"), ("Toss__ConfirmWithin", "00:00:15"),
    ];

    private static readonly (string Name, string Value)[] Shop =
    [
        ("Recovery__FirstLook", "00:00:01"), ("Recovery__LongestGap", "00:00:02"), ("Recovery__AbsenceGrace", "00:00:03"),
        ("Recovery__AbsenceRecheck", "00:00:00.5"), ("Recovery__LateLooks", LateLooks.ToString()), ("Recovery__LongestLateGap", "00:00:02"),
        ("Recovery__LookAfterSuccess", "00:00:04"), ("Recovery__LookAfterFailure", "00:00:04"), ("Recovery__PollInterval", "00:00:00.2"),
        ("Recovery__SweepInterval", "00:00:02"), ("Recovery__StaleAfter", "00:00:08"), ("Recovery__Lease", "00:00:05"),
        ("Inbox__PollInterval", "00:00:00.2"), ("Inbox__Lease", "00:00:05"), ("Outbox__PollInterval", "00:00:00.2"),
        ("Outbox__FirstGap", "00:00:00.3"), ("Outbox__LongestGap", "00:00:02"), ("Outbox__Lease", "00:00:20"),
        ("Checkout__AttemptTime", "00:00:10"), ("Checkout__OrderTime", "00:00:20"), ("Checkout__PollInterval", "00:00:00.5"),
        ("Gateways__Toss__RequestsPerMinute", "100000"), ("Gateways__Toss__ConfirmTimeLimit", "00:00:03"),
        ("Gateways__Toss__LookupTimeLimit", "00:00:02"),
        ("Idempotency__InFlightLimit", "00:00:05"), ("Database__ConnectTimeout", "00:00:03"), ("Database__CommandTimeout", "00:00:05"),
        ("Reconciliation__SettlingTime", "00:00:00"), ("Reconciliation__SilenceLimit", "00:00:02"),
    ];
}
