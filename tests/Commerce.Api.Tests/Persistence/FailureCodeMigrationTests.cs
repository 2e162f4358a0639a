using Commerce.Api.Tests.Hosting;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Commerce.Api.Tests.Persistence;

/// <summary>The step from sentences to codes, on rows as they were before, in a database of its own.</summary>
public sealed class FailureCodeMigrationTests(RunningApi api) : IAsyncLifetime
{
    private const string Before = "TraceParents";
    private const string After = "FailureCodes";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private CommerceDbContext? _db;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The administrator comes in by the server's socket.");
        var connection = await api.NewDatabaseAsync($"codes_{Guid.NewGuid():N}"[..20]);
        _db = new CommerceDbContext(new DbContextOptionsBuilder<CommerceDbContext>()
            .UseMySql(connection, await ServerVersion.AutoDetectAsync(connection, _ct))
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)) // Other tests have many.
            .Options);
        await Migrator.MigrateAsync(Before, _ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_db is not null)
        {
            await _db.Database.EnsureDeletedAsync(_ct);
            await _db.DisposeAsync();
        }
    }

    private IMigrator Migrator => _db!.GetService<IMigrator>();

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
    public async Task A_sentence_becomes_its_code_and_the_pgs_words_stay_for_operators(string? sentence, string? code, string? detail)
    {
        var status = sentence is null ? "PENDING" : "FAILED";
        await _db!.Database.ExecuteSqlAsync(
            $"""
            SET sql_mode = ''; -- Columns that do not matter here are 0.
            INSERT INTO orders (id, member_id, status, total_amount, discount_amount, final_amount, used_points, failure_reason, version, created_at, updated_at)
            VALUES (1, 'm', {status}, 1, 0, 1, 0, {sentence}, 1, NOW(), NOW());
            INSERT INTO commerce_payments (id, order_id, amount, payment_method, status, failure_reason, version, created_at, updated_at)
            VALUES (1, 1, 1, 'CARD', {status}, {sentence}, 1, NOW(), NOW());
            """,
            _ct);

        await Migrator.MigrateAsync(After, _ct);

        Assert.Equal(code, await ReadAsync($"SELECT failure_code AS Value FROM orders"));
        Assert.Equal(code, await ReadAsync($"SELECT failure_code AS Value FROM commerce_payments"));
        Assert.Equal(detail, await ReadAsync($"SELECT failure_detail AS Value FROM commerce_payments"));

        await Migrator.MigrateAsync(Before, _ct);

        Assert.Equal(code, await ReadAsync($"SELECT failure_reason AS Value FROM orders"));
        Assert.Equal(detail ?? code, await ReadAsync($"SELECT failure_reason AS Value FROM commerce_payments"));
    }

    private async Task<string?> ReadAsync(FormattableString query) => (await _db!.Database.SqlQuery<string?>(query).ToListAsync(_ct))
        .Single();
}
