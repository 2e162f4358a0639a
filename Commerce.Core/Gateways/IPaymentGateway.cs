using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>
/// What every payment gateway can do, however it is paid; a new one is a folder with its own implementation and its own <c>AddX()</c>,
/// named in the composition root. It is an <see cref="IDirectGateway"/> or an <see cref="IWindowGateway"/> besides, and where its PG hands
/// out books an <see cref="IGatewayBooks"/>. No method throws for what the PG or the network does: that is what the answers are for.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>
    /// The name under which a payment remembers who has it: at most <see cref="Payment.MaxGatewayLength"/> characters, never changed.
    /// </summary>
    string Name { get; }

    bool Supports(PaymentMethod method);

    /// <summary>
    /// False while this process cannot ask it what became of payments: the breaker of the lookups is open, or the PG wants to be left
    /// alone. Who takes work then only keeps it from those who can.
    /// </summary>
    bool CanBeAsked { get; }

    /// <summary>Asks what became of an attempt whose key is known.</summary>
    Task<GatewayLookup> LookUpByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct);

    /// <summary>
    /// Asks for every transaction that the PG has under a name that we gave: for an attempt whose answer never came, and for those that
    /// nobody asked for.
    /// </summary>
    Task<GatewayOrderLookup> LookUpByOrderAsync(MemberId memberId, MerchantOrderId name, CancellationToken ct);

    /// <summary>Reads what the gateway called back, and how far that is proven.</summary>
    /// <param name="headers">All that came with it; each gateway proves itself in its own.</param>
    /// <param name="body">As it came: a signature is over these bytes.</param>
    GatewayCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body);

    /// <summary>
    /// Asks the PG to give the money of an attempt back, and then what its books say: the answer to the first may be lost or
    /// wrong, the second is what counts (I14).
    /// </summary>
    Task<GatewayVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct);
}
