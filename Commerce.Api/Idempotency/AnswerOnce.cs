using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;

namespace Commerce.Api.Idempotency;

/// <summary>
/// Lets a request under an idempotency key have its effect once and its answer as often as it is asked for (I13). A request
/// that recorded nothing keeps its key: it may be mended and sent again.
/// </summary>
internal sealed class AnswerOnce(FindAnswer find, KeepAnswer keep)
{
    /// <param name="claim">Null: the request has no key and is simply carried out.</param>
    /// <param name="act">Carries the request out, with claim and answer in the commits of what it does and tells.</param>
    /// <param name="read">Reads what became of an order whose process ended before it could tell.</param>
    /// <param name="answer">Puts an order into words.</param>
    /// <exception cref="CommerceException">As the functions throw it, and IDEMPOTENCY_002 and 003.</exception>
    public async Task<IResult> ExecuteAsync(
        IdempotencyClaim? claim,
        Func<IdempotentRequest<PlacedOrder>?, Task<PlacedOrder>> act,
        Func<long, Task<PlacedOrder>> read,
        Func<PlacedOrder, StoredAnswer> answer,
        CancellationToken ct)
    {
        if (claim is null)
        {
            var placed = await act(null);
            return new GivenAnswer(answer(placed), placed.Order.Id, IsRepeated: false);
        }

        try
        {
            return await FirstAsync(claim, act, answer);
        }
        catch (CommerceException e) when (e.Error == ErrorCode.IdempotencyKeyInFlight)
        {
            if (await RepeatAsync(claim, read, answer, ct) is { } told)
            {
                return told;
            }

            throw;
        }
    }

    private static async Task<GivenAnswer> FirstAsync(
        IdempotencyClaim claim, Func<IdempotentRequest<PlacedOrder>?, Task<PlacedOrder>> act, Func<PlacedOrder, StoredAnswer> answer)
    {
        StoredAnswer? kept = null; // What goes out is what was kept, byte for byte.
        var placed = await act(new IdempotentRequest<PlacedOrder>(claim, order => kept = answer(order)));
        return new GivenAnswer(kept!, placed.Order.Id, IsRepeated: false);
    }

    private async Task<GivenAnswer?> RepeatAsync(
        IdempotencyClaim claim, Func<long, Task<PlacedOrder>> read, Func<PlacedOrder, StoredAnswer> answer, CancellationToken ct)
    {
        switch (await find.ExecuteAsync(claim, ct))
        {
            case null:
                return null; // Whoever held the key has recorded nothing.
            case { Answer: { } told, OrderId: var orderId }:
                return new GivenAnswer(told, orderId, IsRepeated: true);
            case { OrderId: var orderId }:
                var text = answer(await read(orderId));
                await keep.ExecuteAsync(claim, text, CancellationToken.None);
                return new GivenAnswer(text, orderId, IsRepeated: true);
        }
    }
}
