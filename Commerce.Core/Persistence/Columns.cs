using System.Text.Json;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Commerce.Core.Persistence;

internal sealed class MemberIdColumn() : ValueConverter<MemberId, string>(id => id.Value, text => new MemberId(text));

internal sealed class TransactionKeyColumn() : ValueConverter<TransactionKey, string>(key => key.Value, text => new TransactionKey(text));

internal sealed class IdempotencyKeyColumn()
    : ValueConverter<IdempotencyKey, string>(key => key.Value, text => IdempotencyKey.Stored(text));

/// <summary>An enum as the upper-case word that the wire uses too: <c>PriceAsc</c> is <c>PRICE_ASC</c>.</summary>
internal sealed class EnumWordColumn<TEnum>() : ValueConverter<TEnum, string>(value => Words[value], word => Values[word])
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Words =
        Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()));

    private static readonly Dictionary<string, TEnum> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string WordOf(TEnum value) => Words[value];

    public static TEnum ValueOf(string word) => Values[word];
}
