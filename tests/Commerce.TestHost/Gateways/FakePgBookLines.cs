using System.Text.Json;

namespace Commerce.TestHost.Gateways;

/// <summary>Transactions as the PG's books list them: a cancel of captured money has a line of its own.</summary>
internal static class FakePgBookLines
{
    public static IEnumerable<string> Of(FakePgTransaction transaction)
    {
        yield return Line(transaction, "PAYMENT", transaction.IsCaptured ? "SUCCESS" : transaction.Status);
        if (transaction is { IsCaptured: true, Status: "CANCELLED" })
        {
            yield return Line(transaction, "CANCEL", "SUCCESS");
        }
    }

    private static string Line(FakePgTransaction transaction, string type, string state) => JsonSerializer.Serialize(new
    {
        transactionKey = transaction.Key,
        userId = transaction.UserId,
        orderId = transaction.OrderId,
        type,
        amount = transaction.Amount,
        currency = "KRW",
        state,
        requestedAt = transaction.CreatedAt,
        concludedAt = transaction.CreatedAt,
    }) + "\n";
}
