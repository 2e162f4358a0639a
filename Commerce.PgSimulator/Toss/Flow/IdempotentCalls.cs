using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>Makes a call once for each idempotency key, and tells its first answer again for as long as the key lives.</summary>
internal sealed class IdempotentCalls(KeyedCallStore calls, TossDialControl dials)
{
    /// <param name="body">What is asked.</param>
    /// <param name="call">Makes the call; under the key that it gets, it stores the answer in the commit of what it does.</param>
    /// <exception cref="TossException">The key cannot be used, or its request is in flight; or what the call throws.</exception>
    public async Task<TossReply> ExecuteAsync(HttpRequest request, byte[] body, Func<KeyedCall?, Task<TossReply>> call)
    {
        if (KeyedCall.From(request, body) is not { } keyed)
        {
            return await call(null);
        }

        if (await calls.ClaimAsync(keyed, CancellationToken.None) is { } known)
        {
            return TossReply.Of(known);
        }

        try
        {
            var reply = await call(keyed);
            if (reply.Answer is null)
            {
                await calls.RecordAsync(keyed, ToKeep(UnprocessedError(reply.Plan), request), CancellationToken.None);
            }

            return reply;
        }
        catch (Exception e)
        {
            await calls.RecordAsync(keyed, ToKeep(TossErrorAnswers.Translate(e), request), CancellationToken.None);
            throw;
        }
    }

    private static DialectError? UnprocessedError(PaymentPlan plan) =>
        plan.Answer == AnswerFault.Refuse ? TossErrors.Named("FAILED_INTERNAL_SYSTEM_PROCESSING") : null;

    private KeyedAnswer? ToKeep(DialectError? error, HttpRequest request) =>
        error is null ? null : KeyedAnswer.ToKeep(error, TossJson.WantsEnglish(request), dials.Current);
}
