using Commerce.Core.Callbacks;
using Commerce.Core.Coupons;
using Commerce.Core.CustomerService;
using Commerce.Core.Events;
using Commerce.Core.Idempotency;
using Commerce.Core.Journal;
using Commerce.Core.Likes;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Points;
using Commerce.Core.Products;
using Commerce.Core.Reconciliation;
using Commerce.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>The commerce database. Each feature describes its own tables, beside what they keep.</summary>
public sealed class CommerceDbContext : DbContext
{
    internal const string ExactCollation = "utf8mb4_bin";

    private readonly List<Action> _afterCommit = [];

    // A statement that failed has changed nothing, here as ever in MySQL; whoever goes on after one relies on no more.
    public CommerceDbContext(DbContextOptions<CommerceDbContext> options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<Member> Members => Set<Member>();

    public DbSet<PointEntry> PointEntries => Set<PointEntry>();

    public DbSet<Brand> Brands => Set<Brand>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Like> Likes => Set<Like>();

    public DbSet<Coupon> Coupons => Set<Coupon>();

    public DbSet<MemberCoupon> MemberCoupons => Set<MemberCoupon>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<CallbackRecord> Callbacks => Set<CallbackRecord>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<CommerceEvent> Events => Set<CommerceEvent>();

    public DbSet<CustomerServiceCase> Cases => Set<CustomerServiceCase>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    public DbSet<ReconciliationRun> Reconciliations => Set<ReconciliationRun>();

    public DbSet<ReconciliationBreak> ReconciliationBreaks => Set<ReconciliationBreak>();

    internal DbSet<SeenLine> SeenLines => Set<SeenLine>();

    /// <summary>The pool that its connection is of; null until it has one. Contexts are pooled, and keep it.</summary>
    internal MySqlDataSource? Source { get; set; }

    /// <summary>
    /// Has <paramref name="act"/> called once the transaction of <see cref="DatabaseTransaction"/> has committed, and not at all when it
    /// is rolled back: what is counted has happened.
    /// </summary>
    internal void AfterCommit(Action act) => _afterCommit.Add(act);

    /// <summary>Takes what is to be called, and forgets it: contexts are pooled.</summary>
    internal IReadOnlyList<Action> TakeAfterCommit()
    {
        Action[] taken = [.. _afterCommit];
        _afterCommit.Clear();
        return taken;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Ids are compared letter by letter: "Demo1" is not demo1, whatever the server's default collation says.
        configurationBuilder.Properties<MemberId>()
            .HaveConversion<MemberIdColumn>().HaveMaxLength(MemberId.MaxLength).UseCollation(ExactCollation);
        configurationBuilder.Properties<TransactionKey>()
            .HaveConversion<TransactionKeyColumn>().HaveMaxLength(TransactionKey.MaxLength).UseCollation(ExactCollation);
        configurationBuilder.Properties<IdempotencyKey>()
            .HaveConversion<IdempotencyKeyColumn>().HaveMaxLength(IdempotencyKey.MaxLength).UseCollation(ExactCollation);
        configurationBuilder.Properties<Enum>().HaveMaxLength(20);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CommerceDbContext).Assembly);
        ColumnNames.Apply(modelBuilder.Model);
    }
}
