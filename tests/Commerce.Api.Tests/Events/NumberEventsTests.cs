using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Events;

namespace Commerce.Api.Tests.Events;

/// <summary>A reader that goes on after what it has read misses nothing, whoever commits when.</summary>
[Collection(CardOrders.Collection)]
public sealed class NumberEventsTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    // When most of the log has no position yet, a server would rather walk through all of it, and wait for the row that is not committed.
    private const int Many = 60;

    // The first has its id before the others, and is committed after it was read: by ids, a reader would have passed it over.
    [Fact]
    public async Task What_is_committed_late_is_read_all_the_same()
    {
        await using var slow = await api.OpenDatabaseAsync();
        await using var transaction = await slow.BeginTransactionAsync(_ct);
        await slow.InsertEventAsync(-1, transaction);
        await using var fast = await api.OpenDatabaseAsync();
        for (var row = 0; row < Many; row++)
        {
            await fast.InsertEventAsync(-2);
        }

        var before = await api.EventsAsync();
        var read = before[^1].Id;

        await transaction.CommitAsync(_ct);
        var after = await api.EventsAsync(read);

        Assert.Contains(before, e => e.OrderId == -2);
        Assert.DoesNotContain(before, e => e.OrderId == -1);
        Assert.Contains(after, e => e.OrderId == -1);
        await api.ForgetEventsAsync();
    }

    [Fact]
    public async Task Readers_who_number_at_once_leave_no_gap_and_nothing_twice()
    {
        await using var database = await api.OpenDatabaseAsync();
        for (var row = 0; row < 40; row++)
        {
            await database.InsertEventAsync(-3);
        }

        var number = api.Service<NumberEvents>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => number.ExecuteAsync(_ct)));

        var ids = (await api.EventsAsync()).ConvertAll(e => e.Id);
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(place => ids[0] + place), ids);
        Assert.Equal(40, (await api.EventsOfAsync(-3)).Count);
        await api.ForgetEventsAsync();
    }
}
