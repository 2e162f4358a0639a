using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Payments;

/// <summary>After an outage nobody waits for the gaps that doubled during it.</summary>
[Collection(CardOrders.Collection)]
public sealed class OutageEndTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Outage _outage = new(api);

    [Fact]
    public async Task What_was_put_off_is_due_when_the_breaker_closes_and_a_few_looks_and_voids_when_it_tries()
    {
        using var process = await api.AnotherProcessAsync(TimeProvider.System);
        var breakers = process.Services.GetRequiredService<CircuitBreakerRegistry>();
        var lookups = breakers.Get(PgCircuitBreakers.Lookups);
        var payments = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            payments.Add(await _outage.AddAsync(TimeSpan.FromMinutes(9 + i)));
        }

        var leased = await _outage.AddAsync(TimeSpan.FromSeconds(20));
        var voided = await _outage.AddVoidAsync(payments[0]);
        using var watch = _outage.WatchIn(process);
        await watch.StartAsync(_ct);

        lookups.Breaker.TransitionTo(CircuitBreakerState.Open);
        lookups.Breaker.TransitionTo(CircuitBreakerState.HalfOpen);
        await _outage.UntilDueAsync(lookups.Settings.PermittedCallsInHalfOpen);
        Assert.Equal(payments[..3], await _outage.DueAsync());
        await _outage.UntilVoidIsDueAsync(voided);

        await _outage.PutOffAsync(voided);
        lookups.Breaker.TransitionTo(CircuitBreakerState.Closed);
        await _outage.UntilDueAsync(payments.Count);
        await _outage.UntilVoidIsDueAsync(voided);
        Assert.Equal(payments, await _outage.DueAsync());

        await watch.StopAsync(_ct);
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == voided).ExecuteDeleteAsync(_ct));
        foreach (var paymentId in payments.Append(leased))
        {
            await api.EndPaymentAsync(paymentId);
        }
    }
}
