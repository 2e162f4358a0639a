using Commerce.Api.Client;

namespace Commerce.ConsoleClient;

/// <summary>One purchase from the order to its end, told line by line.</summary>
internal sealed class Purchase(Shop shop, TextWriter output, TextWriter errors)
{
    private const int Paid = 0;
    private const int NotPaid = 1;
    private const int Unanswered = 2;

    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(Wish wish, CancellationToken ct)
    {
        try
        {
            var orderId = await shop.PlaceAsync(wish, $"{Guid.NewGuid()}", ct);
            await output.WriteLineAsync($"order {orderId}");
            await foreach (var happened in shop.FollowAsync(orderId, ct))
            {
                await output.WriteLineAsync($"  {happened.Type,-18} {happened.Status}");
            }

            return await TellEndAsync(orderId, ct);
        }
        catch (ApiException<Problem> refusal)
        {
            await errors.WriteLineAsync($"{refusal.Result.ErrorCode}: {refusal.Result.Detail}");
            return Unanswered;
        }
        catch (HttpRequestException e)
        {
            await errors.WriteLineAsync($"The shop does not answer: {e.Message}");
            return Unanswered;
        }
    }

    private async Task<int> TellEndAsync(long orderId, CancellationToken ct)
    {
        var order = await shop.OrderAsync(orderId, ct);
        await output.WriteLineAsync(order.Status == OrderStatus.COMPLETED
            ? $"paid: {order.FinalAmount:N0} won"
            : $"not paid: {order.FailureCode} {order.FailureReason}");
        return order.Status == OrderStatus.COMPLETED ? Paid : NotPaid;
    }
}
