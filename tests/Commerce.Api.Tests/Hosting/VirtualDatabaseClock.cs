using Commerce.Core.Persistence;

namespace Commerce.Api.Tests.Hosting;

/// <summary>A database whose time goes by a test's clock, for tests that let days pass.</summary>
internal sealed class VirtualDatabaseClock(TimeProvider time) : IDatabaseClock
{
    public Task<DateTimeOffset> NowAsync(CommerceDbContext db, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond))); // What the database keeps.
    }
}
