using Commerce.TestHost.Invariants;

namespace Commerce.Api.Tests.Plans;

/// <summary>What a database is filled with is what orders leave: a plan on rows that cannot be proves nothing.</summary>
[Collection(FilledShopCollection.Name)]
public sealed class FilledShopTests(FilledShop shop)
{
    [Fact]
    public async Task Every_rule_holds_of_the_rows()
    {
        shop.Require();
        var rules = InvariantChecker.AtEveryMoment.Where(rule => !rule.IsOverTables)
            .Select(rule => rule with { Sql = rule.Sql.Replace("commerce.", $"{shop.Name}.", StringComparison.Ordinal) });

        Assert.Empty(await InvariantChecker.BreachesAsync(shop.Server, rules));
    }
}
