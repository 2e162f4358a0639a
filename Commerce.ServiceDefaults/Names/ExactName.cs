using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Commerce.ServiceDefaults.Names;

/// <summary>
/// The one reader of names that come over a wire: an enum's names as the wire spells them (<c>PriceAsc</c> is <c>PRICE_ASC</c>), letter by
/// letter, and nothing else. <c>Enum.TryParse</c> takes digits, lists and blanks as well, so it does not compile in the product.
/// </summary>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The type argument is what is read.")]
public static class ExactName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values = Names.ToFrozenDictionary(
        pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All names, as an error message lists them.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<TEnum>().Select(Of));

    public static string Of(TEnum value) => Names[value];

    /// <returns>Null when there is no such name.</returns>
    public static TEnum? Find(string? text) => TryRead(text, out var value) ? value : null;

    public static bool TryRead([NotNullWhen(true)] string? text, out TEnum value)
    {
        value = default;
        return text is not null && Values.TryGetValue(text, out value);
    }
}
