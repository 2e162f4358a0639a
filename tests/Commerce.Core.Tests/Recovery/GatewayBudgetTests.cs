using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Tests.Recovery;

public sealed class GatewayBudgetTests
{
    [Fact]
    public async Task What_is_over_the_budget_waits_for_the_next_second()
    {
        using var budget = new GatewayBudget(Options.Create(new RecoveryOptions { RequestsPerSecond = 10 }));
        var looks = Enumerable.Range(0, 12)
            .Select(_ => budget.SpendAsync(GatewayBudget.Look, TestContext.Current.CancellationToken).AsTask()).ToList();

        Assert.InRange(looks.Count(look => look.IsCompleted), 5, 11);
        await Task.WhenAll(looks);
    }

    [Fact]
    public void Who_does_not_wait_is_told_that_the_budget_is_spent()
    {
        using var budget = new GatewayBudget(Options.Create(new RecoveryOptions { RequestsPerSecond = 3 }));

        Assert.True(budget.TrySpend(GatewayBudget.Look));
        Assert.False(Enumerable.Range(0, 100).All(_ => budget.TrySpend(GatewayBudget.Look)));
    }
}
