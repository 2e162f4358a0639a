using Commerce.ServiceDefaults.Names;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Commerce.Core.Persistence;

/// <summary>An enum as the upper-case name that the wire uses too: <c>PriceAsc</c> is <c>PRICE_ASC</c>.</summary>
internal sealed class EnumNameColumn<TEnum>() : ValueConverter<TEnum, string>(value => ExactName<TEnum>.Of(value), name => Read(name))
    where TEnum : struct, Enum
{
    public static string NameOf(TEnum value) => ExactName<TEnum>.Of(value);

    public static TEnum ValueOf(string name) => Read(name);

    private static TEnum Read(string name) => ExactName<TEnum>.Find(name)
        ?? throw new InvalidOperationException($"The database has a {typeof(TEnum).Name} that this version does not know.");
}
