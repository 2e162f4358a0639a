namespace Commerce.Chaos.Interleavings;

/// <summary>
/// How the shop of the interleavings is set up: the gaps between looks are short, so that few of them bring a payment to its end, and no
/// breaker opens, for what one payment met must not decide about the next.
/// </summary>
internal static class InterleavedSettings
{
    public static IEnumerable<KeyValuePair<string, string?>> Of(string database, string callbackSecret) =>
    [
        new("ConnectionStrings:commerce", database),
        new("Pg:BaseAddress", "http://pg.invalid"),
        new("Pg:CallbackUrl", "http://shop.invalid/api/v1/payments/callback"),
        new("Pg:Callbacks", "Signed"),
        new("Pg:CallbackSecrets:0", callbackSecret),
        .. Breakers.Select(name => new KeyValuePair<string, string?>($"CircuitBreakers:{name}:MinimumNumberOfCalls", "1000000")),
        .. Recovery.Select(setting => new KeyValuePair<string, string?>($"Recovery:{setting.Name}", setting.Value)),
        new("Outbox:AtOnce", "1"),
        new("Outbox:FirstGap", "00:00:01"),
        new("Outbox:LongestGap", "00:00:10"),
        new("Inbox:UnprovenPerSecond", "10000"),
    ];

    private static readonly string[] Breakers = ["pg-payments", "pg-lookups", "pg-cancels"];

    private static readonly (string Name, string Value)[] Recovery =
    [
        ("FirstLook", "00:00:10"), ("LongestGap", "00:00:20"), ("AbsenceGrace", "00:00:10"), ("LateLooks", "00:01:00"),
        ("LongestLateGap", "00:00:30"), ("LookAfterSuccess", "00:00:40"), ("LookAfterFailure", "00:00:40"), ("AtOnce", "1"),
        ("StaleAfter", "00:00:30"), ("SweepInterval", "00:00:05"), ("Lease", "00:00:30"),
    ];
}
