using System.Text.Json;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Flow;

/// <summary>
/// Reads a payment request as leniently, and complains about it in the same words, as the original's JSON library:
/// unknown members are ignored, numbers may come as strings and strings as numbers, a null counts as missing.
/// </summary>
internal static class PaymentRequestReader
{
    /// <exception cref="PgException">The body is not such a request: 400 with the original's sentence.</exception>
    public static PaymentRequest Read(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Null)
        {
            throw Unreadable();
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Missing(string.Empty);
        }

        var fields = ReadFields(root);
        return new PaymentRequest(
            fields.OrderId ?? throw Missing("orderId"),
            fields.CardType ?? throw Missing("cardType"),
            fields.CardNo ?? throw Missing("cardNo"),
            fields.Amount ?? throw Missing("amount"),
            fields.CallbackUrl ?? throw Missing("callbackUrl"));
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonDocument.ParseValue(ref reader); // What follows the first value is ignored, as in the original.
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    private static PaymentRequestFields ReadFields(JsonElement root)
    {
        try
        {
            return PaymentRequestFields.Read(root);
        }
        catch (InvalidOperationException) // Half a surrogate pair, or bytes that are not UTF-8.
        {
            throw Unreadable();
        }
    }

    internal static PgException Unreadable() =>
        new(WireError.BadRequest, "요청 본문을 처리하는 중 오류가 발생했습니다. JSON 메세지 규격을 확인해주세요.");

    internal static PgException Missing(string field) => new(WireError.BadRequest, $"필수 필드 '{field}'이(가) 누락되었습니다.");
}
