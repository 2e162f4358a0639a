using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Names;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Commerce.Core.Persistence;

internal sealed class MemberIdColumn() : ValueConverter<MemberId, string>(id => id.Value, text => new MemberId(text));

internal sealed class TransactionKeyColumn() : ValueConverter<TransactionKey, string>(key => key.Value, text => new TransactionKey(text));

internal sealed class IdempotencyKeyColumn()
    : ValueConverter<IdempotencyKey, string>(key => key.Value, text => IdempotencyKey.Stored(text));

/// <summary>An enum as the upper-case word that the wire uses too: <c>PriceAsc</c> is <c>PRICE_ASC</c>.</summary>
internal sealed class EnumWordColumn<TEnum>() : ValueConverter<TEnum, string>(value => ExactName<TEnum>.Of(value), word => Read(word))
    where TEnum : struct, Enum
{
    public static string WordOf(TEnum value) => ExactName<TEnum>.Of(value);

    public static TEnum ValueOf(string word) => Read(word);

    private static TEnum Read(string word) => ExactName<TEnum>.Find(word)
        ?? throw new InvalidOperationException($"The database has a {typeof(TEnum).Name} that this version does not know.");
}
