using Commerce.Core.Payments;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Tests.Payments;

public sealed class PgBudgetTests
{
    [Fact]
    public async Task What_is_over_the_budget_waits_for_the_next_second()
    {
        using var budget = new PgBudget(Options.Create(new ReconciliationOptions { RequestsPerSecond = 10 }));
        var looks = Enumerable.Range(0, 12).Select(_ => budget.SpendAsync(PgBudget.Look, TestContext.Current.CancellationToken).AsTask()).ToList();

        Assert.InRange(looks.Count(look => look.IsCompleted), 5, 11);
        await Task.WhenAll(looks);
    }

    [Fact]
    public void Who_does_not_wait_is_told_that_the_budget_is_spent()
    {
        using var budget = new PgBudget(Options.Create(new ReconciliationOptions { RequestsPerSecond = 3 }));

        Assert.True(budget.TrySpend(PgBudget.Look));
        Assert.False(Enumerable.Range(0, 100).All(_ => budget.TrySpend(PgBudget.Look)));
    }
}
