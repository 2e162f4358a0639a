using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Payments;

/// <summary>An outage that opens no breaker ends as well, and what is none puts nothing forward.</summary>
[Collection(CardOrders.Collection)]
public sealed class SmallOutageTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Outage _outage = new(api);

    [Fact]
    public async Task An_outage_that_opens_no_breaker_is_tried_once_a_sweep_and_ends_with_the_first_answer()
    {
        var time = new FakeTimeProvider();
        using var process = await api.AnotherProcessAsync(time);
        var lookups = process.Services.GetRequiredService<CircuitBreakerRegistry>().Get(PgCircuitBreakers.Lookups);
        List<long> payments = [await _outage.AddAsync(TimeSpan.FromMinutes(8)), await _outage.AddAsync(TimeSpan.FromMinutes(9))];
        await _outage.MarkLookedAtAsync(payments);
        var voided = await _outage.AddVoidAsync(payments[0]);
        using var watch = _outage.WatchIn(process);
        await watch.StartAsync(_ct);

        await _outage.LookUpAsync(lookups, answered: false);
        time.Advance(TimeSpan.FromMinutes(1));
        await _outage.UntilDueAsync(1);
        await _outage.UntilVoidIsDueAsync(voided);
        Assert.Equal(payments[..1], await _outage.DueAsync());

        await _outage.PutOffAsync(voided);
        await _outage.LookUpAsync(lookups, answered: true);
        await _outage.UntilDueAsync(payments.Count);
        await _outage.UntilVoidIsDueAsync(voided);
        Assert.Equal(CircuitBreakerState.Closed, lookups.Breaker.State);

        await watch.StopAsync(_ct);
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == voided).ExecuteDeleteAsync(_ct));
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }

    [Fact]
    public async Task The_first_answer_to_a_breaker_that_tries_makes_no_more_due_than_it_permits()
    {
        var time = new FakeTimeProvider();
        using var process = await api.AnotherProcessAsync(time);
        var breakers = process.Services.GetRequiredService<CircuitBreakerRegistry>();
        var (lookups, cancels) = (breakers.Get(PgCircuitBreakers.Lookups), breakers.Get(PgCircuitBreakers.Cancels));
        var permitted = lookups.Settings.PermittedCallsInHalfOpen;
        var payments = await _outage.AddManyAsync(permitted + cancels.Settings.PermittedCallsInHalfOpen + 1);
        await _outage.MarkLookedAtAsync(payments);
        using var watch = _outage.WatchIn(process);
        await watch.StartAsync(_ct);

        await _outage.LookUpAsync(lookups, answered: false);
        time.Advance(TimeSpan.FromSeconds(10));
        while (lookups.Breaker.State == CircuitBreakerState.Closed)
        {
            await _outage.LookUpAsync(lookups, answered: false);
        }

        time.Advance(lookups.Settings.OpenDuration);
        await _outage.UntilDueAsync(permitted);
        Assert.Equal(CircuitBreakerState.HalfOpen, lookups.Breaker.State);
        await _outage.LookUpAsync(lookups, answered: true);
        cancels.Breaker.TransitionTo(CircuitBreakerState.Open); // What comes of the other breaker is done after what came of the answer.
        cancels.Breaker.TransitionTo(CircuitBreakerState.HalfOpen);
        await _outage.UntilDueAsync(permitted + cancels.Settings.PermittedCallsInHalfOpen);

        Assert.Equal(payments[..^1], await _outage.DueAsync());
        await _outage.EndAsync(watch, payments);
    }

    [Fact]
    public async Task One_payment_that_is_never_answered_is_no_outage()
    {
        var time = new FakeTimeProvider();
        using var process = await api.AnotherProcessAsync(time);
        var breakers = process.Services.GetRequiredService<CircuitBreakerRegistry>();
        var (lookups, cancels) = (breakers.Get(PgCircuitBreakers.Lookups), breakers.Get(PgCircuitBreakers.Cancels));
        var permitted = cancels.Settings.PermittedCallsInHalfOpen;
        var payments = await _outage.AddManyAsync(permitted + 2);
        await _outage.MarkLookedAtAsync(payments[..1]);
        await _outage.LongAgoAsync(payments[1..]);
        using var watch = _outage.WatchIn(process);
        await watch.StartAsync(_ct);

        await _outage.LookUpAsync(lookups, answered: false);
        time.Advance(TimeSpan.FromSeconds(30));
        await _outage.LookUpAsync(lookups, answered: true);
        cancels.Breaker.TransitionTo(CircuitBreakerState.Open); // What comes of the other breaker is done after what came of the answer.
        cancels.Breaker.TransitionTo(CircuitBreakerState.HalfOpen);
        await _outage.UntilDueAsync(permitted);

        Assert.Equal(payments[..permitted], await _outage.DueAsync());
        await _outage.EndAsync(watch, payments);
    }

    [Fact]
    public async Task The_end_of_a_small_outage_leaves_what_it_did_not_put_off_and_what_the_pg_refuses()
    {
        var time = new FakeTimeProvider();
        using var process = await api.AnotherProcessAsync(time);
        var lookups = process.Services.GetRequiredService<CircuitBreakerRegistry>().Get(PgCircuitBreakers.Lookups);
        var payments = await _outage.AddManyAsync(3);
        await _outage.MarkLookedAtAsync(payments[..2]);
        await _outage.LongAgoAsync(payments[2..]);
        var (refused, unheard) = (await _outage.AddVoidAsync(payments[1]), await _outage.AddVoidAsync(payments[2]));
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == payments[1])
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.VoidRefusedAt, TimeProvider.System.GetUtcNow()), _ct));
        using var watch = _outage.WatchIn(process);
        await watch.StartAsync(_ct);

        await _outage.LookUpAsync(lookups, answered: false);
        time.Advance(TimeSpan.FromSeconds(30));
        await _outage.LookUpAsync(lookups, answered: true);
        await _outage.UntilVoidIsDueAsync(unheard); // The last of it.

        Assert.Equal(payments[..2], await _outage.DueAsync());
        Assert.False(await _outage.IsVoidDueAsync(refused));
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == refused || m.Id == unheard).ExecuteDeleteAsync(_ct));
        await _outage.EndAsync(watch, payments);
    }
}
