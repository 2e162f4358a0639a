using Commerce.Api.Tests.Hosting;
using Commerce.Core.Backlog;
using Commerce.Core.Errors;
using Commerce.Core.Reconciliation;
using Commerce.MySql.Failover;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Clocks;

/// <summary>What day it is and how long a thing has waited, the database's clock tells, whatever a process's own says.</summary>
public sealed class SkewedBooksTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Books_of_a_day_that_has_not_begun_are_refused_by_a_process_that_takes_it_for_over()
    {
        using var ahead = await api.AnotherProcessAsync(new ShiftedTimeProvider(TimeSpan.FromDays(5)));
        var tomorrow = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(2);

        var refused = await Assert.ThrowsAsync<CommerceException>(() =>
            ahead.Services.GetRequiredService<CompareBooks>().ExecuteAsync(tomorrow, gateway: null, _ct));

        Assert.Equal(ErrorCode.BadRequest, refused.Error);
    }

    [Fact]
    public async Task A_kind_of_message_that_only_a_later_version_knows_hides_nothing_of_the_backlog()
    {
        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync(
            "INSERT INTO outbox (kind, subject_id, tries, failures, created_at, next_try_at) VALUES ('OF_LATER', 1, 0, 0, NOW(6), NOW(6) "
            + "+ INTERVAL 1 DAY)");
        try
        {
            var figures = await new ReadBacklog(api.Service<MySqlServers>()).ExecuteAsync(_ct);

            Assert.InRange(figures.ReadAt, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));
        }
        finally
        {
            await database.ExecuteAsync("DELETE FROM outbox WHERE kind = 'OF_LATER'");
        }
    }
}
