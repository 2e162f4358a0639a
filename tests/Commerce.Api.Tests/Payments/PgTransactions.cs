using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Payments;

/// <summary>
/// What the PG has of one order and of no other: a test's worker looks at what is due of other tests too, and must not give them this one's
/// money.
/// </summary>
internal static class PgTransactions
{
    /// <summary>Looked up by its order the PG lists all of <paramref name="keys"/>, and by a key it has that one.</summary>
    /// <param name="status">Of each, as the PG writes it.</param>
    public static Func<HttpContext, Task> Of(long orderId, string status, params IReadOnlyList<TransactionKey> keys) =>
        Of(orderId, [.. keys.Select(key => (key, status))]);

    /// <summary>The same for transactions of different states.</summary>
    public static Func<HttpContext, Task> Of(long orderId, params IReadOnlyList<(TransactionKey Key, string Status)> transactions)
    {
        var name = SimulatorOrderId.Of(orderId).Value;
        var listed = string.Join(',', transactions.Select(t => $$"""{"transactionKey":"{{t.Key}}","status":"{{t.Status}}"}"""));
        return context =>
        {
            var asked = context.Request.Query["orderId"] == name
                ? transactions[0].Key.Value
                : Uri.UnescapeDataString(context.Request.Path.Value!.Split('/')[^1]);
            var found = transactions.FirstOrDefault(t => t.Key.Value == asked);
            var answer = found.Status is { } status
                ? ScriptedPg.Json(200, $$$"""
                    {"meta":{"result":"SUCCESS"},"data":{"transactionKey":"{{{asked}}}","orderId":"{{{name}}}","status":"{{{status}}}",
                     "amount":1000,"transactions":[{{{listed}}}]}}
                    """)
                : ScriptedPg.Refused(404, "none");
            return answer(context);
        };
    }
}
