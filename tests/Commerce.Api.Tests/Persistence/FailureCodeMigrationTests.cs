using Commerce.Api.Tests.Hosting;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Commerce.Api.Tests.Persistence;

/// <summary>The step from sentences to codes, on rows as they were before.</summary>
public sealed class FailureCodeMigrationTests(FailureCodeMigrationTests.MigratedRows rows)
    : IClassFixture<FailureCodeMigrationTests.MigratedRows>
{
    [Theory]
    [InlineData("재고 부족", "OUT_OF_STOCK", null)]
    [InlineData("중복 결제", "DUPLICATE_CAPTURE", null)]
    [InlineData("한도초과입니다. 다른 카드를 선택해주세요.", "LIMIT_EXCEEDED", "한도초과입니다. 다른 카드를 선택해주세요.")]
    [InlineData("잘못된 카드입니다. 다른 카드를 선택해주세요.", "INVALID_CARD", "잘못된 카드입니다. 다른 카드를 선택해주세요.")]
    [InlineData("결제 대행사에 결제건이 존재하지 않습니다.", "NOT_FOUND_AT_GATEWAY", null)]
    [InlineData("결제 대행사를 찾을 수 없습니다.", "NO_GATEWAY", null)]
    [InlineData(
        "CircuitBreaker 'pg-payments' is OPEN and does not permit further calls",
        "GATEWAY_UNAVAILABLE",
        "CircuitBreaker 'pg-payments' is OPEN and does not permit further calls")]
    [InlineData("No answer from the PG (ConnectionError).", "GATEWAY_UNAVAILABLE", "No answer from the PG (ConnectionError).")]
    [InlineData("No answer from the PG (ResponseEnded).", "GATEWAY_ERROR", "No answer from the PG (ResponseEnded).")]
    [InlineData("분실 신고된 카드입니다.", "DECLINED", "분실 신고된 카드입니다.")]
    [InlineData(null, null, null)]
    public void A_sentence_becomes_its_code_and_the_pgs_words_stay_for_operators(string? sentence, string? code, string? detail)
    {
        rows.Require();
        Assert.Equal((code, code, detail), rows.After[sentence ?? string.Empty]);
        Assert.Equal((code, detail ?? code), rows.Back[sentence ?? string.Empty]);
    }

    /// <summary>A row of each sentence, in a database of their own, with what the step made of it and what the step back did.</summary>
    public sealed class MigratedRows(RunningApi api) : IAsyncLifetime
    {
        private const string Earlier = "TraceParents";
        private const string Later = "FailureCodes";
        private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

        internal Dictionary<string, (string? Order, string? Payment, string? Detail)> After { get; private set; } = [];

        internal Dictionary<string, (string? Order, string? Payment)> Back { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            if (!OperatingSystem.IsLinux() || !api.HasServer)
            {
                return;
            }

            var connection = await api.NewDatabaseAsync($"codes_{Guid.NewGuid():N}"[..20]);
            await using var db = new CommerceDbContext(new DbContextOptionsBuilder<CommerceDbContext>()
                .UseMySql(connection, await ServerVersion.AutoDetectAsync(connection, _ct))
                .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)) // Other tests have many.
                .Options);
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync(Earlier, _ct);
            var sentences = typeof(FailureCodeMigrationTests).GetMethods().SelectMany(method => method.GetCustomAttributes(true))
                .OfType<InlineDataAttribute>().Select(given => (string?)given.Data[0]).ToList();
            foreach (var (index, sentence) in sentences.Index())
            {
                await InsertAsync(db, index + 1, sentence);
            }

            await migrator.MigrateAsync(Later, _ct);
            After = (await db.Database.SqlQuery<AfterRow>(
                $"""
                SELECT o.id AS Id, o.failure_code AS OrderCode, p.failure_code AS PaymentCode, p.failure_detail AS Detail
                FROM orders o JOIN commerce_payments p ON p.id = o.id
                """).ToListAsync(_ct)).ToDictionary(row => SentenceOf(row.Id), row => (row.OrderCode, row.PaymentCode, row.Detail));
            await migrator.MigrateAsync(Earlier, _ct);
            Back = (await db.Database.SqlQuery<BackRow>(
                $"""
                SELECT o.id AS Id, o.failure_reason AS OrderReason, p.failure_reason AS PaymentReason
                FROM orders o JOIN commerce_payments p ON p.id = o.id
                """).ToListAsync(_ct)).ToDictionary(row => SentenceOf(row.Id), row => (row.OrderReason, row.PaymentReason));
            await db.Database.EnsureDeletedAsync(_ct);

            string SentenceOf(long id) => sentences[(int)id - 1] ?? string.Empty;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        /// <summary>Skips the calling test where there is no such database.</summary>
        internal void Require() => Assert.SkipUnless(After.Count > 0, "The administrator comes in by the server's socket.");

        private Task<int> InsertAsync(CommerceDbContext db, int id, string? sentence)
        {
            var status = sentence is null ? "PENDING" : "FAILED";
            return db.Database.ExecuteSqlAsync(
                $"""
                SET sql_mode = ''; -- Columns that do not matter here are 0.
                INSERT INTO orders (id, member_id, status, total_amount, discount_amount, final_amount, used_points, failure_reason, version, created_at, updated_at)
                VALUES ({id}, 'm', {status}, 1, 0, 1, 0, {sentence}, 1, NOW(), NOW());
                INSERT INTO commerce_payments (id, order_id, amount, payment_method, status, failure_reason, version, created_at, updated_at)
                VALUES ({id}, {id}, 1, 'CARD', {status}, {sentence}, 1, NOW(), NOW());
                """,
                _ct);
        }

        private sealed record AfterRow(long Id, string? OrderCode, string? PaymentCode, string? Detail);

        private sealed record BackRow(long Id, string? OrderReason, string? PaymentReason);
    }
}
