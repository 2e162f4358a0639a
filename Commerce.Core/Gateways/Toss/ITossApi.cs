using Refit;

namespace Commerce.Core.Gateways.Toss;

/// <summary>Toss's wire, word for word: docs/gateways/toss.md names what of it we use. Only this folder calls it.</summary>
internal interface ITossApi
{
    [Post("/v1/payments/confirm")]
    Task<IApiResponse<TossPayment>> ConfirmAsync(
        [Header("Idempotency-Key")] string idempotencyKey, [Body] TossConfirmBody body, CancellationToken ct);

    [Get("/v1/payments/{paymentKey}")]
    Task<IApiResponse<TossPayment>> LookUpByKeyAsync(string paymentKey, CancellationToken ct);

    [Get("/v1/payments/orders/{orderId}")]
    Task<IApiResponse<TossPayment>> LookUpByOrderAsync(string orderId, CancellationToken ct);

    [Post("/v1/payments/{paymentKey}/cancel")]
    Task<IApiResponse<TossPayment>> CancelAsync(
        [Header("Idempotency-Key")] string idempotencyKey, string paymentKey, [Body] TossCancelBody body, CancellationToken ct);

    [Get("/v1/transactions")]
    Task<IApiResponse<IReadOnlyList<TossTransaction>>> ListTransactionsAsync(
        string startDate, string endDate, string? startingAfter, int limit, CancellationToken ct);
}
