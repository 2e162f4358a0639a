namespace Commerce.Core.Gateways.Simulator;

/// <summary>Every answer of the PG comes in this envelope.</summary>
internal sealed record PgEnvelope<T>(PgMeta? Meta, T? Data)
{
    /// <summary>What it holds, if it says in so many words that all went well: a yes that says no besides is neither.</summary>
    public T? Yes => Meta is { Result: "SUCCESS" } ? Data : default;
}

/// <param name="Result"><c>SUCCESS</c> or <c>FAIL</c>.</param>
/// <param name="Message">The PG's sentence for people, on a failure.</param>
internal sealed record PgMeta(string? Result, string? ErrorCode, string? Message);

internal sealed record PgTransaction(string? TransactionKey, string? OrderId, string? Status, long? Amount, string? Reason);

/// <param name="Transactions">Newest first.</param>
internal sealed record PgOrderTransactions(string? OrderId, IReadOnlyList<PgTransaction>? Transactions);

internal sealed class PgPaymentRequest
{
    public required string OrderId { get; init; }

    public required string CardType { get; init; }

    /// <summary>In full: the PG needs it. This object is serialized to the PG and goes nowhere else.</summary>
    public required string CardNo { get; init; }

    public required long Amount { get; init; }

    public required string CallbackUrl { get; init; }
}
