using System.Globalization;
using System.Text.Json;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.Names;

namespace Commerce.PgSimulator.Flow;

/// <summary>The members found so far. A wrong value is reported where it stands, a missing one only at the end.</summary>
internal sealed class PaymentRequestFields
{
    public string? OrderId { get; private set; }
    public CardType? CardType { get; private set; }
    public string? CardNo { get; private set; }
    public long? Amount { get; private set; }
    public string? CallbackUrl { get; private set; }

    public static PaymentRequestFields Read(JsonElement root)
    {
        var fields = new PaymentRequestFields();
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
        _ => throw PaymentRequestReader.Missing(name),
    };

    private static CardType? Card(string name, JsonElement value)
    {
        if (Text(name, value) is not { } text)
        {
            return null;
        }

        return ExactName<CardType>.Find(text) ?? throw Mismatch(name, text, "CardTypeDto", $"사용 가능한 값 : [{ExactName<CardType>.All}]");
    }

    private static long? Won(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Whole(value),
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => throw PaymentRequestReader.Missing(name),
        JsonValueKind.String => Whole(name, value.GetString()!),
        _ => throw PaymentRequestReader.Missing(name),
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
            : throw PaymentRequestReader.Unreadable();
    }

    private static PgException Mismatch(string name, string value, string type, string possible) =>
        new(WireError.BadRequest, $"필드 '{name}'의 값 '{value}'이(가) 예상 타입({type})과 일치하지 않습니다. {possible}");
}
