using Commerce.MySql.Failover;
using MySqlConnector;

namespace Commerce.Core.Tests.Persistence.Failover;

/// <summary>Who waits for the answer of a primary that hangs is told when another one has taken its place.</summary>
public sealed class PrimaryTrackerTests
{
    private readonly PrimaryTracker _tracker = new(new MySqlServersSettings(Build), TimeProvider.System, only: null);

    [Fact]
    public async Task A_primary_is_superseded_by_the_next_one()
    {
        await using var first = Server(3306);
        await using var second = Server(3307);
        _tracker.MoveTo(first);
        var (pool, waiting) = (first.Source, first.Superseded);

        Assert.False(waiting.IsCancellationRequested);
        _tracker.MoveTo(second);

        Assert.True(waiting.IsCancellationRequested);
        Assert.NotSame(pool, first.Source);
        Assert.False(first.Superseded.IsCancellationRequested); // Whoever comes to it when it is the primary again.
        Assert.False(second.Superseded.IsCancellationRequested);
    }

    [Fact]
    public async Task One_that_was_lost_and_is_back_goes_on()
    {
        await using var server = Server(3306);
        _tracker.MoveTo(server);
        var waiting = server.Superseded;

        _tracker.Lose(server);
        _tracker.MoveTo(server);

        Assert.False(waiting.IsCancellationRequested);
    }

    private static MySqlServer Server(uint port) => new(new MySqlHost("127.0.0.1", port), $"Server=127.0.0.1;Port={port}", Build);

    private static MySqlDataSource Build(string connectionString) => new(connectionString);
}
