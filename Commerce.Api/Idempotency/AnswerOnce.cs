using Commerce.Api.Errors;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;

namespace Commerce.Api.Idempotency;

/// <summary>
/// Lets a request under an idempotency key have its effect once and its answer as often as it is asked for (I13). A request
/// that recorded nothing keeps its key: it may be mended and sent again.
/// </summary>
internal sealed class AnswerOnce(FindAnswer find, KeepAnswer keep, AnswerText text)
{
    /// <param name="claim">Null: the request has no key and is simply carried out.</param>
    /// <param name="act">Carries the request out, records the claim in the same commit, and gives the order's id.</param>
    /// <param name="describe">Answers with the state of that order.</param>
    /// <exception cref="CommerceException">As <paramref name="act"/> throws it, and IDEMPOTENCY_002 and 003.</exception>
    public async Task<IResult> ExecuteAsync(
        HttpContext context, IdempotencyClaim? claim, Func<Task<long>> act, Func<long, Task<IResult>> describe, CancellationToken ct)
    {
        if (claim is null)
        {
            return await describe(await act());
        }

        return await RepeatAsync(claim, describe, ct) ?? await FirstAsync(context, claim, act, describe, ct);
    }

    private async Task<IResult?> RepeatAsync(IdempotencyClaim claim, Func<long, Task<IResult>> describe, CancellationToken ct) =>
        await find.ExecuteAsync(claim, ct) switch
        {
            null => null,
            { Answer: { } answer, OrderId: var orderId } => new GivenAnswer(answer, orderId, IsRepeated: true),
            { OrderId: var orderId } => await AnswerAsync(claim, orderId, text.Of(await describe(orderId)), isRepeated: true),
        };

    private async Task<IResult> FirstAsync(
        HttpContext context, IdempotencyClaim claim, Func<Task<long>> act, Func<long, Task<IResult>> describe, CancellationToken ct)
    {
        try
        {
            var orderId = await act();
            return await AnswerAsync(claim, orderId, text.Of(await describe(orderId)), isRepeated: false);
        }
        catch (CommerceException e) when (e.OrderId is { } orderId)
        {
            return await AnswerAsync(claim, orderId, AnswerText.Of(ProblemAnswer.Of(context, e.Error, e.Message, orderId)), isRepeated: false);
        }
        catch (CommerceException)
        {
            // Nothing was recorded here. Perhaps because the same request was quicker on another connection: its answer counts.
            if (await RepeatAsync(claim, describe, ct) is { } theirs)
            {
                return theirs;
            }

            throw;
        }
    }

    // The order is there, so its answer is kept, whether or not the client still waits.
    private async Task<IResult> AnswerAsync(IdempotencyClaim claim, long orderId, StoredAnswer answer, bool isRepeated)
    {
        await keep.ExecuteAsync(claim, answer, CancellationToken.None);
        return new GivenAnswer(answer, orderId, isRepeated);
    }
}
