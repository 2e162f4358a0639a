namespace Commerce.Chaos.Matrix;

/// <summary>What is promised to buyers while a dependency fails. That the books agree afterwards is promised always.</summary>
/// <param name="Sees">What a buyer who orders may be told meanwhile, for people.</param>
/// <param name="Answers">The same: each answer begins with one of these.</param>
internal sealed record MatrixPromise(string Sees, IReadOnlyList<string> Answers)
{
    // As on any day: 400 when the card is refused or nothing is left, 409 to the second of two copies that are sent at once.
    private static readonly string[] Usual =
        ["200 SUCCESS", "202 PENDING", "202 TIMEOUT", "400 PAYMENT_005", "400 STOCK_001", "409 IDEMPOTENCY_003"];

    public static MatrixPromise Of(Dependency dependency) => dependency switch
    {
        Dependency.Database => new(
            "503 SERVICE_001, with the order's number where it is recorded; 409 IDEMPOTENCY_003 to who comes again while his first request "
            + "is at work; 502 PAYMENT_005 to who comes again for an order whose request could not be sent, FAILED without a charge; or no "
            + "answer within his 6 s",
            [.. Usual, "503 SERVICE_001", "503 SERVICE_002", "502 PAYMENT_005", "nothing"]),
        Dependency.PaymentGateway => new(
            "202 while it is not known what the gateway did; 503 PAYMENT_003 when the circuit is open and 502 PAYMENT_005 when the gateway "
            + "refused, both FAILED without a charge; orders paid by points notice nothing",
            [.. Usual, "502 PAYMENT_005", "503 PAYMENT_003", "504 PAYMENT_006"]),
        _ => new("nothing of it", Usual),
    };

    /// <returns>Those answers that nobody should have been given.</returns>
    public IEnumerable<string> Broken(IEnumerable<string> answers) =>
        answers.Where(answer => !Answers.Contains(answer, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);
}
