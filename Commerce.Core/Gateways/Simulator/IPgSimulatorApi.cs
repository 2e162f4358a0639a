using Refit;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>The PG's wire contract, word for word. Only <see cref="SimulatorPaymentGateway"/> calls it.</summary>
internal interface IPgSimulatorApi
{
    [Post("/api/v1/payments")]
    Task<IApiResponse<PgEnvelope<PgTransaction>>> RequestAsync(
        [Header("X-USER-ID")] string userId,
        [Header("Idempotency-Key")] string idempotencyKey,
        [Body] PgPaymentRequest request,
        CancellationToken ct);

    [Get("/api/v1/payments/{transactionKey}")]
    Task<IApiResponse<PgEnvelope<PgTransaction>>> LookUpByKeyAsync(
        [Header("X-USER-ID")] string userId, string transactionKey, CancellationToken ct);

    [Get("/api/v1/payments")]
    Task<IApiResponse<PgEnvelope<PgOrderTransactions>>> LookUpByOrderAsync(
        [Header("X-USER-ID")] string userId, string orderId, CancellationToken ct);

    [Post("/api/v1/payments/{transactionKey}/cancel")]
    Task<IApiResponse<PgEnvelope<PgTransaction>>> CancelAsync(
        [Header("X-USER-ID")] string userId,
        [Header("Idempotency-Key")] string idempotencyKey,
        string transactionKey,
        CancellationToken ct);
}
