using System.Text.Json;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// A webhook of Toss. Those about payments are not signed, so all that is taken from one is which payment to ask about, if it is one of
/// ours.
/// </summary>
internal sealed record TossCallbackBody(string? EventType, TossCallbackBody.Subject? Data)
{
    private const string PaymentStatusChanged = "PAYMENT_STATUS_CHANGED";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static GatewayCallback Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<TossCallbackBody>(body, Json) is { EventType: PaymentStatusChanged, Data: { } subject }
                && PaymentKey.Read(subject.PaymentKey) is { } key
                ? new GatewayCallback.Unproven(key, GatewayText.OrderName(subject.OrderId)) { OnlyIfKnown = true }
                : new GatewayCallback.Ignored();
        }
        catch (JsonException)
        {
            return new GatewayCallback.Ignored();
        }
    }

    internal sealed record Subject(string? PaymentKey, string? OrderId);
}
