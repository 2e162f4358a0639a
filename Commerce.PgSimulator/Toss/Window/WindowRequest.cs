using System.Globalization;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Window;

/// <summary>What the merchant's page opens the window with, in the query. The amount is in won.</summary>
internal sealed record WindowRequest(
    string OrderId, string OrderName, string? CustomerKey, long Amount, string SuccessUrl, string FailUrl)
{
    private const int LongestName = 100;
    private const int LongestUrl = 1_000;

    /// <exception cref="TossException">
    /// UNAUTHORIZED_KEY: the client key is not the merchant's. INVALID_ORDER_ID, INVALID_REQUEST: something else is wrong.
    /// </exception>
    public static WindowRequest Read(IQueryCollection query, string? clientKey, CallbackTargets targets)
    {
        if (clientKey is null || query["clientKey"].ToString() != clientKey)
        {
            throw new TossException("UNAUTHORIZED_KEY");
        }

        var request = new WindowRequest(
            query["orderId"].ToString(),
            Text(query, "orderName", LongestName),
            query["customerKey"].ToString() is { Length: > 0 } key ? key : null,
            Won(query["amount"].ToString()),
            Text(query, "successUrl", LongestUrl),
            Text(query, "failUrl", LongestUrl));
        if (!WindowConfirmRequest.IsOrderId(request.OrderId))
        {
            throw new TossException("INVALID_ORDER_ID");
        }

        // A page that sends its visitors anywhere is a help to whoever wants them elsewhere.
        var isUsable = request.CustomerKey is null or { Length: >= 2 and <= 50 }
            && targets.Allow(request.SuccessUrl) && targets.Allow(request.FailUrl);
        return isUsable ? request : throw new TossException("INVALID_REQUEST");
    }

    private static string Text(IQueryCollection query, string name, int most) =>
        query[name].ToString() is { Length: > 0 } text && text.Length <= most ? text : throw new TossException("INVALID_REQUEST");

    private static long Won(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var won) && won > 0
            ? won
            : throw new TossException("INVALID_REQUEST");
}
