using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Flow;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.PgSimulator.Tests.Compatibility;

public sealed class WorkerStartTests(WorkerStartTests.EarlyCustomer pg) : IClassFixture<WorkerStartTests.EarlyCustomer>
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    /// <summary>A payment is stored as soon as the hosted services have started, before the workers have done anything.</summary>
    public sealed class EarlyCustomer() : Simulator(("Compatibility:WorkerThreads", "2"))
    {
        internal string? TransactionKey { get; set; }

        protected override void Configure(IServiceCollection services) =>
            services.AddHostedService(provider => new FirstPayment(provider.GetRequiredService<PaymentStore>(), this));
    }

    [Fact]
    public async Task A_payment_that_comes_in_while_the_workers_start_keeps_its_delay()
    {
        var later = await pg.PayAsync();
        await pg.ConcludedAsync(later.TransactionKey); // What the workers found at their start stood in the queue before it.

        Assert.Equal("PENDING", await pg.QueryAsync<string>(
            "SELECT status FROM payments WHERE transaction_key = @TransactionKey", new { pg.TransactionKey }));
    }

    private sealed class FirstPayment(PaymentStore payments, EarlyCustomer pg) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var request = new PaymentRequest(
                "first-order", CardType.KB, "1234-5678-9814-1451", 1_000, pg.Merchant.CallbackUrl("first-order"));
            var now = TimeProvider.System.GetUtcNow();
            var accepted = AcceptedPayment.Create("135135", request, new PaymentPlan(), now, Delay);
            await payments.TryAddAsync(accepted, intent: null, cancellationToken);
            pg.TransactionKey = accepted.TransactionKey;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
