using Commerce.Api.Tests.Hosting;
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
using Polly;

namespace Commerce.Api.Tests.Payments;

/// <summary>A gateway of one test's own, the payments and voids that wait for it, and who watches its outages.</summary>
internal sealed class Outage(RunningApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _gateway = $"away-{Guid.NewGuid():N}";

    public async Task<List<long>> AddManyAsync(int count)
    {
        var payments = new List<long>();
        for (var i = 0; i < count; i++)
        {
            payments.Add(await AddAsync(TimeSpan.FromMinutes(9 + i)));
        }

        return payments;
    }

    public async Task EndAsync(WatchOutages watch, IEnumerable<long> payments)
    {
        await watch.StopAsync(_ct);
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }

    public Task<int> MarkLookedAtAsync(List<long> payments) => api.InDatabaseAsync(db => db.Payments.Where(p => payments.Contains(p.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.LastLookAt, TimeProvider.System.GetUtcNow()), _ct));

    public Task<int> LongAgoAsync(List<long> payments) => api.InDatabaseAsync(db => db.Payments.Where(p => payments.Contains(p.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.LastLookAt, TimeProvider.System.GetUtcNow().AddHours(-1)), _ct));

    public WatchOutages WatchIn(IHost process) => new(
        [new GatewayBreakers(_gateway, PgCircuitBreakers.Payments, PgCircuitBreakers.Lookups, PgCircuitBreakers.Cancels)],
        process.Services.GetRequiredService<CircuitBreakerRegistry>(),
        process.Services.GetRequiredService<PullLookupsForward>(),
        process.Services.GetRequiredService<IOptions<RecoveryOptions>>(),
        process.Services.GetRequiredService<TimeProvider>(),
        process.Services.GetRequiredService<FaultLog>(),
        NullLogger<WatchOutages>.Instance);

    public async Task LookUpAsync(NamedCircuitBreaker lookups, bool answered) => await new ResiliencePipelineBuilder<bool>()
        .AddSlidingWindowCircuitBreaker(
            lookups.Breaker, new() { ShouldHandle = static call => new ValueTask<bool>(!call.Outcome.Result) })
        .Build()
        .ExecuteAsync(_ => new ValueTask<bool>(answered), _ct);

    public async Task<long> AddAsync(TimeSpan nextLookIn)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == payment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Gateway, _gateway).SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow() + nextLookIn),
            _ct));
        return payment.Id;
    }

    public Task<long> AddVoidAsync(long paymentId) => api.InDatabaseAsync(async db =>
    {
        var message = OutboxMessage.DueNow(OutboxKind.VoidPayment, paymentId, TimeProvider.System.GetUtcNow());
        message.TryAgain(TimeProvider.System.GetUtcNow().AddMinutes(10));
        db.Outbox.Add(message);
        await db.SaveChangesAsync(_ct);
        return message.Id;
    });

    public Task<List<long>> DueAsync() => api.InDatabaseAsync(db => db.Payments
        .Where(p => p.Gateway == _gateway && p.NextLookAt <= TimeProvider.System.GetUtcNow()).OrderBy(p => p.Id).Select(p => p.Id)
            .ToListAsync(_ct));

    public Task<int> PutOffAsync(long message) => api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == message)
        .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, TimeProvider.System.GetUtcNow().AddMinutes(10)), _ct));

    public Task UntilVoidIsDueAsync(long message) => UntilAsync(() => IsVoidDueAsync(message));

    public Task<bool> IsVoidDueAsync(long message) => api.InDatabaseAsync(db =>
        db.Outbox.AnyAsync(m => m.Id == message && m.NextTryAt <= TimeProvider.System.GetUtcNow(), _ct));

    public Task UntilDueAsync(int count) => UntilAsync(async () => (await DueAsync()).Count >= count);

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
