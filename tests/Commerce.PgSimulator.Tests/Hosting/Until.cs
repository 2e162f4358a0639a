namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>Waits for a state, not for a time.</summary>
public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until what it sees is right.</summary>
    /// <exception cref="TimeoutException">It was not right within half a minute.</exception>
    public static async Task<T> TrueAsync<T>(Func<Task<T>> look, Func<T, bool> isRight)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isRight(seen))
            {
                return seen;
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Still {seen} after {Patience.TotalSeconds} s.");
            }

            await Task.Delay(Pause, time, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> look) => TrueAsync(look, seen => seen);
}
