using System.Globalization;
using System.Text.Json;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Payments;

/// <summary>
/// Reads a payment request as leniently, and complains about it in the same words, as the original's JSON library:
/// unknown members are ignored, numbers may come as strings and strings as numbers, a null counts as missing.
/// </summary>
internal static class PaymentRequestReader
{
    private const string Unreadable = "요청 본문을 처리하는 중 오류가 발생했습니다. JSON 메세지 규격을 확인해주세요.";

    /// <exception cref="PgException">The body is not such a request: 400 with the original's sentence.</exception>
    public static PaymentRequest Read(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Null)
        {
            throw new PgException(WireError.BadRequest, Unreadable);
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
            throw new PgException(WireError.BadRequest, Unreadable);
        }
    }

    private static Fields ReadFields(JsonElement root)
    {
        try
        {
            return Fields.Read(root);
        }
        catch (InvalidOperationException) // Half a surrogate pair, or bytes that are not UTF-8.
        {
            throw new PgException(WireError.BadRequest, Unreadable);
        }
    }

    private static PgException Missing(string field) => new(WireError.BadRequest, $"필수 필드 '{field}'이(가) 누락되었습니다.");

    /// <summary>The members found so far. A wrong value is reported where it stands, a missing one only at the end.</summary>
    private sealed class Fields
    {
        public string? OrderId { get; private set; }
        public CardType? CardType { get; private set; }
        public string? CardNo { get; private set; }
        public long? Amount { get; private set; }
        public string? CallbackUrl { get; private set; }

        public static Fields Read(JsonElement root)
        {
            var fields = new Fields();
            foreach (var member in root.EnumerateObject())
            {
                fields.Take(member.Name, member.Value);
            }

            return fields;
        }

        private void Take(string name, JsonElement value)
        {
            switch (name)
            {
                case "orderId":
                    OrderId = Text(name, value);
                    break;
                case "cardType":
                    CardType = Card(name, value);
                    break;
                case "cardNo":
                    CardNo = Text(name, value);
                    break;
                case "amount":
                    Amount = Won(name, value);
                    break;
                case "callbackUrl":
                    CallbackUrl = Text(name, value);
                    break;
            }
        }

        private static string? Text(string name, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw Missing(name),
        };

        private static CardType? Card(string name, JsonElement value)
        {
            if (Text(name, value) is not { } text)
            {
                return null;
            }

            // Enum.TryParse would take "0", "kb" and "SAMSUNG,KB" as well.
            var types = Enum.GetValues<CardType>();
            var index = Array.FindIndex(types, type => type.ToString() == text);
            return index >= 0 ? types[index] : throw Mismatch(name, text, "CardTypeDto", $"사용 가능한 값 : [{string.Join(", ", types)}]");
        }

        private static long? Won(string name, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Number => Whole(value),
            JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => throw Missing(name),
            JsonValueKind.String => Whole(name, value.GetString()!),
            _ => throw Missing(name),
        };

        private static long Whole(string name, string text) =>
            long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var won)
                ? won
                : throw Mismatch(name, text, "long", string.Empty);

        private static long Whole(JsonElement number)
        {
            if (number.TryGetInt64(out var won))
            {
                return won;
            }

            // 1000.7 is cut to 1000, as in the original; what does not fit into a long is unreadable there.
            return number.TryGetDecimal(out var fraction) && decimal.Truncate(fraction) is >= long.MinValue and <= long.MaxValue
                ? (long)fraction
                : throw new PgException(WireError.BadRequest, Unreadable);
        }

        private static PgException Mismatch(string name, string value, string type, string possible) =>
            new(WireError.BadRequest, $"필드 '{name}'의 값 '{value}'이(가) 예상 타입({type})과 일치하지 않습니다. {possible}");
    }
}
