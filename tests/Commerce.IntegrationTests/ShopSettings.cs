using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>How the stack under test differs from a user's: a PG without dice, short waits, known secrets, and a second gateway.</summary>
internal static class ShopSettings
{
    /// <summary>What the API accepts signatures of: one that the PG uses, and one that it used before or will use next.</summary>
    public static readonly string[] CallbackSecrets = [SecretOf(1), SecretOf(2)];

    /// <summary>Long, for a machine that is busy with other tests: a PG that is up and reached late has not refused anybody.</summary>
    public const string ConnectTimeout = "00:00:10";

    public const string OperatorKey = "operator-key-of-the-integration-tests";

    public static CommerceStackOptions QuickAndHonest(string? dataFolder = null, IReadOnlyList<string>? appHostArgs = null) =>
        new CommerceStackOptions { DataFolder = dataFolder, AppHostArgs = appHostArgs ?? [] }
        .With(StackResources.PgSimulator, "Faults__RefuseRate", "0")
        .With(StackResources.PgSimulator, "Faults__LimitExceededRate", "0")
        .With(StackResources.PgSimulator, "Faults__InvalidCardRate", "0")
        .With(StackResources.PgSimulator, "Faults__AcceptDelayMinMs", "0")
        .With(StackResources.PgSimulator, "Faults__AcceptDelayMaxMs", "20")
        .With(StackResources.PgSimulator, "Faults__ProcessDelayMinMs", "300")
        .With(StackResources.PgSimulator, "Faults__ProcessDelayMaxMs", "500")
        .With(StackResources.PgSimulator, "Callbacks__Secrets__0", CallbackSecrets[1])
        .With(StackResources.Api, "Pg__CallbackSecrets__0", CallbackSecrets[0])
        .With(StackResources.Api, "Pg__CallbackSecrets__1", CallbackSecrets[1])
        .With(StackResources.Api, "Pg__ConnectTimeout", ConnectTimeout)
        .With(StackResources.Worker, "Pg__ConnectTimeout", ConnectTimeout)
        .With(StackResources.Api, "Pg__Weight", "1000")
        .With(StackResources.Api, "PgGateways__standby__Weight", "1")
        .With(StackResources.Worker, "PgGateways__standby__Weight", "1")
        .With(StackResources.Api, "Operator__Key", OperatorKey)
        .With(StackResources.Api, "Cors__AllowedOrigins__0", "*")
        .With(StackResources.Api, "Webhooks__AllowHttp", "true")
        .With(StackResources.Api, "Webhooks__AllowedNetworks__0", "127.0.0.0/8")
        .With(StackResources.Worker, "Webhooks__AllowHttp", "true")
        .With(StackResources.Worker, "Webhooks__AllowedNetworks__0", "127.0.0.0/8")
        .With(StackResources.Worker, "Webhooks__FirstGap", "00:00:00.5")
        .With(StackResources.Worker, "Webhooks__Lease", "00:00:20")
        .With(StackResources.Worker, "Webhooks__TimeLimit", "00:00:05")
        .With(StackResources.Api, "Reconciliation__SettlingTime", "00:00:00") // Books are compared when nothing is under way.
        .With(StackResources.Api, "Reconciliation__SilenceLimit", "00:00:02")
        .With(StackResources.Worker, "Reconciliation__SilenceLimit", "00:00:02")
        .With(StackResources.Worker, "Reconciliation__Lease", "00:00:05")
        .With(StackResources.Worker, "Reconciliation__RetryAfter", "00:00:01")
        .With(StackResources.Worker, "Reconciliation__PollInterval", "00:00:00.5")
        .With(StackResources.Api, "Idempotency__InFlightLimit", "00:00:05")
        .With(StackResources.Api, "Recovery__FirstLook", "00:00:01")
        .With(StackResources.Worker, "Recovery__FirstLook", "00:00:01")
        .With(StackResources.Api, "Inbox__RejectedKept", "1000")
        .With(StackResources.Worker, "Recovery__LongestGap", "00:00:02")
        .With(StackResources.Worker, "Recovery__LongestLateGap", "00:00:02")
        .With(StackResources.Worker, "Recovery__PollInterval", "00:00:00.2");

    private static string SecretOf(byte filling) => "whsec_" + Convert.ToBase64String(Enumerable.Repeat(filling, 32).ToArray());
}
