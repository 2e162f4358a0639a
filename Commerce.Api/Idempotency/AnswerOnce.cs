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
    /// <param name="describe">Answers with the state of that order, or throws what is to be answered about it.</param>
    /// <exception cref="CommerceException">As they throw it, and IDEMPOTENCY_002 and 003.</exception>
    public async Task<IResult> ExecuteAsync(
        HttpContext context, IdempotencyClaim? claim, Func<Task<long>> act, Func<long, Task<IResult>> describe, CancellationToken ct)
    {
        if (claim is null)
        {
            return await describe(await act());
        }

        return await RepeatAsync(context, claim, describe, ct) ?? await FirstAsync(context, claim, act, describe, ct);
    }

    private async Task<IResult?> RepeatAsync(
        HttpContext context, IdempotencyClaim claim, Func<long, Task<IResult>> describe, CancellationToken ct) =>
        await find.ExecuteAsync(claim, ct) switch
        {
            null => null,
            { Answer: { } answer, OrderId: var orderId } => new GivenAnswer(answer, orderId, IsRepeated: true),
            { OrderId: var orderId } => await AnswerAsync(context, claim, orderId, () => describe(orderId), isRepeated: true),
        };

    private async Task<IResult> FirstAsync(
        HttpContext context, IdempotencyClaim claim, Func<Task<long>> act, Func<long, Task<IResult>> describe, CancellationToken ct)
    {
        long orderId;
        try
        {
            orderId = await act();
        }
        catch (CommerceException e) when (e.OrderId is { } recorded)
        {
            return await AnswerAsync(context, claim, recorded, () => Task.FromException<IResult>(e), isRepeated: false);
        }
        catch (CommerceException)
        {
            // Nothing was recorded here. Perhaps because the same request was quicker on another connection: its answer counts.
            if (await RepeatAsync(context, claim, describe, ct) is { } theirs)
            {
                return theirs;
            }

            throw;
        }

        return await AnswerAsync(context, claim, orderId, () => describe(orderId), isRepeated: false);
    }

    // The order is there, so its answer is kept, whether or not the client still waits.
    private async Task<IResult> AnswerAsync(
        HttpContext context, IdempotencyClaim claim, long orderId, Func<Task<IResult>> describe, bool isRepeated)
    {
        var answer = await TextOfAsync(context, orderId, describe);
        await keep.ExecuteAsync(claim, answer, CancellationToken.None);
        return new GivenAnswer(answer, orderId, isRepeated);
    }

    private async Task<StoredAnswer> TextOfAsync(HttpContext context, long orderId, Func<Task<IResult>> describe)
    {
        try
        {
            return text.Of(await describe());
        }
        catch (CommerceException e)
        {
            return AnswerText.Of(ProblemAnswer.Of(context, e.Error, e.Message, orderId));
        }
    }
}
