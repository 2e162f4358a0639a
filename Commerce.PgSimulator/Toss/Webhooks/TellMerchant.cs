using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Payments;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Webhooks;

/// <summary>Tells the merchant of a change: written down in its transaction, sent after it.</summary>
internal sealed class TellMerchant(WebhookQueue queue, SendTossWebhook send, DueWebhooks due, TimeProvider time)
{
    /// <summary>A gateway on its best day: told once, at once.</summary>
    public static readonly PaymentPlan Well = new();

    /// <returns>The transmission's id; null when the merchant does not hear of it.</returns>
    public async Task<string?> WriteAsync(
        MySqlConnection connection, WindowPayment payment, PaymentPlan plan, CancellationToken ct)
    {
        // One that is to come before the answer is held back from the loop, which would send it too.
        var callback = plan.CallbackBeforeAnswer ? plan.Callback with { Delay = send.Longest } : plan.Callback;
        return await queue.AddAsync(connection, payment, callback, ct);
    }

    /// <summary>When the transaction is committed: sends what is to come before the answer, and announces the others.</summary>
    /// <param name="transmissionId">Null: nothing was written.</param>
    public async Task SendAsync(string? transmissionId, PaymentPlan plan, CancellationToken ct)
    {
        if (transmissionId is null)
        {
            return;
        }

        if (plan.CallbackBeforeAnswer)
        {
            await send.ExecuteAsync(transmissionId, ct);
        }

        due.Announce(time.GetUtcNow() + plan.Callback.Delay);
    }
}
