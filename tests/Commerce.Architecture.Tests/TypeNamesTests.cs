using System.Reflection;
using System.Runtime.CompilerServices;

namespace Commerce.Architecture.Tests;

/// <summary>
/// A type's name means one thing in the product. The simulator is a stranger to it: what both sides of the wire have a word for, each of
/// them has a type for, and the two share nothing.
/// </summary>
public sealed class TypeNamesTests
{
    // docs/glossary.md says so too.
    private static readonly string[] OnBothSidesOfTheWire =
    [
        "BusinessDay", "CallbackSecret", "CallbackSignature", "CardType", "DatabaseFaultLog", "DeleteExpired", "Envelope", "LookUpPayment",
        "Meta", "Payment", "PaymentEndpoints", "PaymentStatus", "RequestPayment", "RetentionOptions", "RetentionRegistration",
        "TransactionKey",
    ];

    [Fact]
    public void No_name_means_two_things_in_the_shop()
    {
        string[] shop = ["Commerce.Core", "Commerce.Api", "Commerce.ServiceDefaults", "Commerce.CircuitBreaker",
            "Commerce.CircuitBreaker.AspNetCore"];

        var twice = shop.SelectMany(NamesIn).GroupBy(name => name).Where(same => same.Count() > 1).Select(same => same.Key);

        Assert.Empty(twice.Order());
    }

    [Fact]
    public void What_both_sides_of_the_wire_have_a_word_for_is_listed()
    {
        string[] shop = ["Commerce.Core", "Commerce.Api", "Commerce.ServiceDefaults"];

        var twins = shop.SelectMany(NamesIn).Intersect(NamesIn("Commerce.PgSimulator"));

        Assert.Equal(OnBothSidesOfTheWire, twins.Order(StringComparer.Ordinal));
    }

    // Generic twins of one name are one thing; what stands inside a type is read with its name.
    private static IEnumerable<string> NamesIn(string assembly) => Assembly.Load(assembly).GetTypes()
        .Where(type => !type.IsNested && type.Namespace?.StartsWith("Commerce", StringComparison.Ordinal) == true
            && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
        .Select(type => type.Name.Split('`')[0])
        .Distinct();
}
