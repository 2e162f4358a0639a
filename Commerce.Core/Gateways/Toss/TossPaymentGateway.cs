using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways.Toss;

/// <summary>Speaks with Toss Payments: turns what it answers, and its silences, into what they prove.</summary>
internal sealed class TossPaymentGateway(TossCalls calls, TossBooks books, TossOptions options, TimeProvider time)
    : IWindowGateway, IGatewayBooks
{
    public const string GatewayName = "toss";
    private const string CancelReason = "Order cancelled";

    public string Name => GatewayName;

    public bool CanBeAsked => calls.CanLookUp;

    // A look may follow, and decide.
    public TimeSpan ConfirmLimit => options.ConfirmTimeLimit + options.LookupTimeLimit;

    public bool Supports(PaymentMethod method) => method == PaymentMethod.Widget;

    public GatewayCheckout Prepare(CheckoutRequest request) => new(
        Name, options.ClientKey!, request.Name.Value, request.Amount, request.OrderName, CustomerKeyOf(request.Buyer));

    public async Task<GatewayConfirmation> ConfirmAsync(ConfirmRequest request, CancellationToken ct)
    {
        var answer = await calls.ConfirmAsync(
            string.Create(CultureInfo.InvariantCulture, $"confirm-{request.PaymentId}-{request.Key}"),
            new TossConfirmBody(request.Key.Value, request.Name.Value, request.Amount),
            ct);
        return answer switch
        {
            { WasSent: false } => new GatewayConfirmation.NotSent(answer.Reason),
            { Payment: { } payment } when TossRecord.Of(payment, request.Key) is GatewayLookup.Found record =>
                new GatewayConfirmation.Concluded(record),
            { Status: { } status, Error.Code: { } code } when TossCodes.RefusalOf(status, code) is { } failure =>
                await RefusedAsync(request, failure, answer, ct),
            { Status: not null } => await LookAsync(request, answer, ct),
            _ => new GatewayConfirmation.Unknown(answer.Reason),
        };
    }

    public Task<GatewayLookup> LookUpByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct) => LookAsync(key, ct);

    public async Task<GatewayOrderLookup> LookUpByOrderAsync(MemberId memberId, MerchantOrderId name, CancellationToken ct) =>
        LookupOf(await calls.LookUpByOrderAsync(name, ct), asked: null).Match<GatewayOrderLookup>(
            found => new GatewayOrderLookup.Found([new GatewayTransaction(found.Key, found.State)]),
            _ => new GatewayOrderLookup.Absent(),
            unknown => new GatewayOrderLookup.Unknown(unknown.Reason) { WasAsked = unknown.WasAsked });

    public GatewayCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body) => TossCallbackBody.Read(body);

    public async Task<GatewayVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        // What is left to give back is read right before, and named: where it is otherwise by then, Toss cancels nothing.
        var before = await calls.LookUpByKeyAsync(key, ct);
        if (LookupOf(before, key) is not GatewayLookup.Found { State: GatewayPaymentState.Success } record)
        {
            return new GatewayVoid(LookupOf(before, key), Refusal: null, before.IsTosss);
        }

        var left = (long)(before.Payment!.BalanceAmount ?? record.Amount);
        var answer = await calls.CancelAsync(IdempotencyKeyOfVoid(key, left), key, new TossCancelBody(CancelReason, left), ct);
        var after = LookupOf(await calls.LookUpByKeyAsync(key, ct), key);
        return new GatewayVoid(after, answer is { IsTosss: true, Payment: null } ? answer.Reason : null, answer.IsTosss);
    }

    public IAsyncEnumerable<GatewayBookRead> ReadBooksAsync(DateOnly day, TimeSpan silenceLimit, CancellationToken ct) =>
        books.ReadAsync(day, ct);

    // That there is no such session is said of one that is over, of one that was opened for another order, and perhaps of one that was
    // confirmed before without our hearing of it: the record tells which.
    private async Task<GatewayConfirmation> RefusedAsync(
        ConfirmRequest request, FailureCode failure, TossAnswer answer, CancellationToken ct) =>
        (failure == FailureCode.CheckoutExpired ? await LookAsync(request.Key, ct) : null) switch
        {
            { } look when IsAnothers(look, request) => KeyOfAnother(request, answer),
            GatewayLookup.Found { State: GatewayPaymentState.Success } record => new GatewayConfirmation.Concluded(record),
            _ => new GatewayConfirmation.Declined(failure, answer.Reason),
        };

    // Toss has answered, and what it said is no proof by itself: ALREADY_PROCESSED_PAYMENT is the money of an earlier confirm or of nobody,
    // PROVIDER_ERROR is 400 and passes. Its record tells, unless nothing was recorded yet.
    private async Task<GatewayConfirmation> LookAsync(ConfirmRequest request, TossAnswer answer, CancellationToken ct)
    {
        var code = answer.Error?.Code;
        var isOurs = TossCodes.IsOurFault(answer.Status!.Value, code);
        if (isOurs && code != TossCodes.InvalidRequest)
        {
            return new GatewayConfirmation.Misconfigured(answer.Reason);
        }

        var look = await LookAsync(request.Key, ct);
        var mayBeMadeUp = answer.IsAbsence || isOurs;
        return (look, mayBeMadeUp, isOurs) switch
        {
            (GatewayLookup.Absent, true, _) => new GatewayConfirmation.KeyUnknown(answer.Reason),
            (_, true, _) when IsAnothers(look, request) => KeyOfAnother(request, answer),
            (GatewayLookup.Found { AwaitsConfirm: true } other, true, _) when other.Amount != request.Amount =>
                new GatewayConfirmation.Declined(FailureCode.Declined, "The window was opened over another amount than the order's."),
            (_, _, true) => new GatewayConfirmation.Misconfigured(answer.Reason),
            (GatewayLookup.Found { State: not GatewayPaymentState.Pending } record, _, _) when record.IsOf(request.Name) =>
                new GatewayConfirmation.Concluded(record),
            _ => new GatewayConfirmation.Unknown(answer.Reason, code == TossCodes.DuplicatedOrderId),
        };
    }

    private static bool IsAnothers(GatewayLookup look, ConfirmRequest request) =>
        look is GatewayLookup.Found found && !found.IsOf(request.Name);

    private static GatewayConfirmation.KeyUnknown KeyOfAnother(ConfirmRequest request, TossAnswer answer) =>
        new($"Toss has {request.Key} for another order. {answer.Reason}") { IsAnothers = true };

    private async Task<GatewayLookup> LookAsync(TransactionKey key, CancellationToken ct) =>
        LookupOf(await calls.LookUpByKeyAsync(key, ct), key);

    private static GatewayLookup LookupOf(TossAnswer answer, TransactionKey? asked) => answer switch
    {
        { Payment: { } payment } => TossRecord.Of(payment, asked),
        { IsAbsence: true } => new GatewayLookup.Absent(),
        _ => new GatewayLookup.Unknown(answer.Reason) { WasAsked = answer.WasSent },
    };

    // The balance is what keeps it from being done twice. The hour lets a refusal that Toss remembers for 15 days end sooner.
    private string IdempotencyKeyOfVoid(TransactionKey key, long left) =>
        string.Create(CultureInfo.InvariantCulture, $"void-{key}-{left}-{time.GetUtcNow():yyyyMMddHH}");

    // The same for a buyer each time, and to nobody else a name.
    private string CustomerKeyOf(MemberId buyer) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.SecretKey!), Encoding.UTF8.GetBytes($"customer {buyer.Value}")).AsSpan(0, 20));
}
