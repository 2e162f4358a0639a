using Commerce.Core.Members;

namespace Commerce.Core.Payments.Gateways;

/// <summary>
/// One payment gateway. A second one is a folder beside this with its own implementation; nobody who calls this changes.
/// No method throws for what the PG or the network does: that is what the answers are for.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>The name under which a payment remembers who has it: at most <see cref="Payment.MaxGatewayLength"/> characters, never changed.</summary>
    string Name { get; }

    /// <summary>Its share of new payments against the other gateways' weights; 0: it takes none and only ends what it began.</summary>
    int Weight { get; }

    bool Supports(PaymentMethod method);

    /// <summary>
    /// False while this process cannot ask it what became of payments: the breaker of the lookups is open, or the PG wants to be left alone.
    /// Who takes work then only keeps it from those who can.
    /// </summary>
    bool CanBeAsked { get; }

    /// <summary>
    /// Asks the PG to take the money. The request is sent again only where the PG keeps one payment however often it is sent.
    /// </summary>
    Task<PgResult> RequestAsync(PgRequest request, CancellationToken ct);

    /// <summary>Asks what became of an attempt whose key is known.</summary>
    Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct);

    /// <summary>Asks for every transaction that the PG has for an order: for an attempt whose answer never came, and for those that nobody asked for.</summary>
    Task<PgOrderLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct);

    /// <summary>Reads what the gateway called back, and how far that is proven.</summary>
    PgCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body);

    /// <summary>
    /// Asks the PG to give the money of an attempt back, and then what its books say: the answer to the first may be lost or
    /// wrong, the second is what counts (I14).
    /// </summary>
    Task<PgVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct);

    /// <summary>
    /// Reads the PG's own books of one day in Seoul, line by line as they arrive; nothing is held but the line at hand. Trouble does
    /// not throw: it is the last item, <see cref="PgBookRead.Broken"/>.
    /// </summary>
    IAsyncEnumerable<PgBookRead> ReadBooksAsync(DateOnly day, CancellationToken ct);
}
