using System.Runtime.CompilerServices;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways.Toss;

/// <summary>Reads Toss's books of one day in Seoul, page by page. The cursor is the last line's own id.</summary>
internal sealed class TossBooks(ITossApi api, TossCalls calls, TossOptions options, TimeProvider time)
{
    private const string Done = "DONE";
    private const string Cancelled = "CANCELED";
    private const string PartlyCancelled = "PARTIAL_CANCELED";
    private const int PagesAtMost = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async IAsyncEnumerable<GatewayBookRead> ReadAsync(DateOnly day, [EnumeratorCancellation] CancellationToken ct)
    {
        var looks = new Dictionary<TransactionKey, TossAnswer>(); // Several cancels are of one payment.
        string? after = null;
        for (var page = 0; page < PagesAtMost; page++)
        {
            var (lines, fault) = await ReadPageAsync(day, after, ct);
            foreach (var line in lines ?? [])
            {
                var read = await ReadLineAsync(line, looks, ct);
                if (read is not GatewayBookRead.Line { Value: var value } || TossTime.DayOf(value.RequestedAt) == day)
                {
                    yield return read;
                }

                if (read is GatewayBookRead.Broken)
                {
                    yield break;
                }
            }

            if (fault is not null)
            {
                yield return new GatewayBookRead.Broken(fault);
                yield break;
            }

            if (lines!.Count < options.BooksPageSize)
            {
                yield break;
            }

            after = lines[^1]!.TransactionKey; // It was read, so it is there.
        }

        yield return new GatewayBookRead.Broken("Toss's books do not end.");
    }

    private async Task<(IReadOnlyList<TossTransaction?>? Lines, string? Fault)> ReadPageAsync(
        DateOnly day, string? after, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.BooksTimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var response = await api.ListTransactionsAsync(
            $"{day:yyyy-MM-dd}T00:00:00", $"{day.AddDays(1):yyyy-MM-dd}T00:00:00", after, options.BooksPageSize, either.Token);
        ct.ThrowIfCancellationRequested();
        return response switch
        {
            { IsSuccessStatusCode: true, Content: { } lines } => (lines, null),
            { IsSuccessStatusCode: true } => (null, "Toss's books: a page cannot be read."),
            _ when response.HasRequestError(out var fault) => (null, $"Toss's books: {ConnectionFault.Describe(fault)}"),
            _ => (null, $"Toss's books: Toss answered {(int?)response.StatusCode}."),
        };
    }

    private async Task<GatewayBookRead> ReadLineAsync(
        TossTransaction? line, Dictionary<TransactionKey, TossAnswer> looks, CancellationToken ct)
    {
        if (line is not { Amount: { } amount } || !decimal.IsInteger(amount) || Math.Abs(amount) > long.MaxValue
            || GatewayText.Key(line.TransactionKey) is not { } id || PaymentKey.Read(line.PaymentKey) is not { } key
            || TossTime.Read(line.TransactionAt) is not { } at)
        {
            return new GatewayBookRead.Broken("Toss's books: a line cannot be read.");
        }

        var (type, state) = (GatewayBookLineType.Payment, GatewayPaymentState.Success);
        if (line.Status != Done || amount < 0)
        {
            // An approval may read CANCELED once it was cancelled, and a cancel of another day comes alone: the payment itself tells.
            if (await LookUpAsync(key, looks, ct) is not { } look)
            {
                return new GatewayBookRead.Broken($"Toss's books: what {key} is could not be asked.");
            }

            (type, state) = look.Payment is { } payment ? KindOf(payment, line, id, key) : KindOf(line);
        }

        return new GatewayBookRead.Line(new GatewayBookLine(
            key,
            GatewayText.OrderName(line.OrderId) ?? string.Empty,
            type,
            (long)Math.Abs(amount),
            line.Currency is { Length: 3 } currency ? currency : "???",
            state,
            at,
            at)
        {
            LineId = id,
        });
    }

    /// <returns>The payment, or Toss's own word that it has none; null when it could not be asked.</returns>
    private async Task<TossAnswer?> LookUpAsync(TransactionKey key, Dictionary<TransactionKey, TossAnswer> looks, CancellationToken ct)
    {
        if (looks.TryGetValue(key, out var known))
        {
            return known;
        }

        // A day may ask for more than the books may in a minute: it takes the time that it needs.
        var begun = time.GetTimestamp();
        var answer = await calls.LookUpForBooksAsync(key, ct);
        while (!answer.WasSent && time.GetElapsedTime(begun) < options.BooksTimeLimit)
        {
            await Task.Delay(Pause, time, ct);
            answer = await calls.LookUpForBooksAsync(key, ct);
        }

        return answer.Payment is not null || answer.IsAbsence ? looks[key] = answer : null;
    }

    // A line that is no cancel of a payment that was approved is its approval; of any other, it is as the payment is. A cancel of one that
    // is DONE is none of its own, and is left a cancel for the comparison to find.
    private static (GatewayBookLineType Type, GatewayPaymentState State) KindOf(
        TossPayment payment, TossTransaction line, TransactionKey id, TransactionKey key)
    {
        if (payment.Cancels?.Any(cancel => cancel?.TransactionKey == id.Value) == true
            || (payment.Status == Done && SaysCancel(line)))
        {
            return (GatewayBookLineType.Cancel, GatewayPaymentState.Success);
        }

        return payment.ApprovedAt is not null
            ? (GatewayBookLineType.Payment, GatewayPaymentState.Success)
            : (GatewayBookLineType.Payment, (TossRecord.Of(payment, key) as GatewayLookup.Found)?.State ?? GatewayPaymentState.Pending);
    }

    // Toss itself knows no such payment, so the line is taken at its word: the comparison finds that we have none either. One line that
    // does not fit is a break of its day, and no reason to leave the others unread.
    private static (GatewayBookLineType Type, GatewayPaymentState State) KindOf(TossTransaction line) => SaysCancel(line)
        ? (GatewayBookLineType.Cancel, GatewayPaymentState.Success)
        : (GatewayBookLineType.Payment, GatewayPaymentState.Pending);

    private static bool SaysCancel(TossTransaction line) => line.Amount < 0 || line.Status is Cancelled or PartlyCancelled;
}
