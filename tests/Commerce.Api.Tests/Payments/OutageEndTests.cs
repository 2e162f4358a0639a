using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Outbox;
using Commerce.Core.Recovery;
using Commerce.Core.Recovery.Schedule;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace Commerce.Api.Tests.Payments;

/// <summary>After an outage nobody waits for the gaps that doubled during it.</summary>
[Collection(CardOrders.Collection)]
public sealed class OutageEndTests(RunningApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _gateway = $"away-{Guid.NewGuid():N}";

    [Fact]
    public async Task What_was_put_off_is_due_when_the_breaker_closes_and_a_few_looks_and_voids_when_it_tries()
    {
        using var process = await api.AnotherProcessAsync(TimeProvider.System);
        var breakers = process.Services.GetRequiredService<CircuitBreakerRegistry>();
        var lookups = breakers.Get(PgCircuitBreakers.Lookups);
        var payments = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            payments.Add(await AddAsync(TimeSpan.FromMinutes(9 + i)));
        }

        var leased = await AddAsync(TimeSpan.FromSeconds(20));
        var voided = await AddVoidAsync(payments[0]);
        using var watch = WatchIn(process);
        await watch.StartAsync(_ct);

        lookups.Breaker.TransitionTo(CircuitBreakerState.Open);
        lookups.Breaker.TransitionTo(CircuitBreakerState.HalfOpen);
        await UntilDueAsync(lookups.Settings.PermittedCallsInHalfOpen);
        Assert.Equal(payments[..3], await DueAsync());
        await UntilVoidIsDueAsync(voided);

        await PutOffAsync(voided);
        lookups.Breaker.TransitionTo(CircuitBreakerState.Closed);
        await UntilDueAsync(payments.Count);
        await UntilVoidIsDueAsync(voided);
        Assert.Equal(payments, await DueAsync());

        await watch.StopAsync(_ct);
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == voided).ExecuteDeleteAsync(_ct));
        foreach (var paymentId in payments.Append(leased))
        {
            await api.EndPaymentAsync(paymentId);
        }
    }

    [Fact]
    public async Task An_outage_that_opens_no_breaker_is_tried_once_a_sweep_and_ends_with_the_first_answer()
    {
        var time = new FakeTimeProvider();
        using var process = await api.AnotherProcessAsync(time);
        var lookups = process.Services.GetRequiredService<CircuitBreakerRegistry>().Get(PgCircuitBreakers.Lookups);
        List<long> payments = [await AddAsync(TimeSpan.FromMinutes(8)), await AddAsync(TimeSpan.FromMinutes(9))];
        var voided = await AddVoidAsync(payments[0]);
        using var watch = WatchIn(process);
        await watch.StartAsync(_ct);

        await LookUpAsync(lookups, answered: false);
        time.Advance(TimeSpan.FromMinutes(1));
        await UntilDueAsync(1);
        await UntilVoidIsDueAsync(voided);
        Assert.Equal(payments[..1], await DueAsync());

        await PutOffAsync(voided);
        await LookUpAsync(lookups, answered: true);
        await UntilDueAsync(payments.Count);
        await UntilVoidIsDueAsync(voided);
        Assert.Equal(CircuitBreakerState.Closed, lookups.Breaker.State);

        await watch.StopAsync(_ct);
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == voided).ExecuteDeleteAsync(_ct));
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }

    private WatchOutages WatchIn(IHost process) => new(
        [new GatewayBreakers(_gateway, PgCircuitBreakers.Lookups, PgCircuitBreakers.Cancels)],
        process.Services.GetRequiredService<CircuitBreakerRegistry>(),
        process.Services.GetRequiredService<PullLookupsForward>(),
        process.Services.GetRequiredService<IOptions<RecoveryOptions>>(),
        process.Services.GetRequiredService<TimeProvider>(),
        process.Services.GetRequiredService<FaultLog>(),
        NullLogger<WatchOutages>.Instance);

    private ValueTask<bool> LookUpAsync(NamedCircuitBreaker lookups, bool answered) => new ResiliencePipelineBuilder<bool>()
        .AddSlidingWindowCircuitBreaker(
            lookups.Breaker, new() { ShouldHandle = static call => new ValueTask<bool>(!call.Outcome.Result) })
        .Build()
        .ExecuteAsync(_ => new ValueTask<bool>(answered), _ct);

    private async Task<long> AddAsync(TimeSpan nextLookIn)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == payment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Gateway, _gateway).SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow() + nextLookIn),
            _ct));
        return payment.Id;
    }

    private Task<long> AddVoidAsync(long paymentId) => api.InDatabaseAsync(async db =>
    {
        var message = OutboxMessage.DueNow(OutboxKind.VoidPayment, paymentId, TimeProvider.System.GetUtcNow());
        message.TryAgain(TimeProvider.System.GetUtcNow().AddMinutes(10));
        db.Outbox.Add(message);
        await db.SaveChangesAsync(_ct);
        return message.Id;
    });

    private Task<List<long>> DueAsync() => api.InDatabaseAsync(db => db.Payments
        .Where(p => p.Gateway == _gateway && p.NextLookAt <= TimeProvider.System.GetUtcNow()).OrderBy(p => p.Id).Select(p => p.Id)
            .ToListAsync(_ct));

    private Task<int> PutOffAsync(long message) => api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == message)
        .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.GetUtcNow().AddMinutes(10)), _ct));

    private Task UntilVoidIsDueAsync(long message) => UntilAsync(() => api.InDatabaseAsync(db =>
        db.Outbox.AnyAsync(m => m.Id == message && m.NextTryAt <= TimeProvider.System.GetUtcNow(), _ct)));

    private Task UntilDueAsync(int count) => UntilAsync(async () => (await DueAsync()).Count >= count);

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
