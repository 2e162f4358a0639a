using System.Text.Json;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>The members of a callback that we use. Others are the PG's own business.</summary>
internal sealed record PgCallbackBody(string? TransactionKey, string? OrderId, long? Amount, string? Status, string? Reason)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null when the bytes are no callback, or name what cannot be kept: both names are stored and logged as they are.</returns>
    public static PgCallbackBody? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<PgCallbackBody>(body, Json) is { } read
                && GatewayText.Key(read.TransactionKey) is not null
                && (string.IsNullOrEmpty(read.OrderId) || GatewayText.OrderName(read.OrderId) is not null)
                    ? read
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when something is missing that has to be compared.</returns>
    public GatewayLookup.Found? ToRecord() =>
        this is { Amount: { } amount, OrderId.Length: > 0 } && ExactName<GatewayPaymentState>.TryRead(Status, out var state)
            ? new GatewayLookup.Found(new TransactionKey(TransactionKey!), OrderId, state, amount, GatewayText.Reason(Reason))
            {
                Failure = PgFailure.OfDeclinedPayment(Reason),
            }
            : null;
}
