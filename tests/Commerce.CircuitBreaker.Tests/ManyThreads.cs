namespace Commerce.CircuitBreaker.Tests;

/// <summary>Threads of their own: the pool would run the calls one after another on a small machine.</summary>
internal static class ManyThreads
{
    public const int Count = 8;

    /// <summary>Does <paramref name="action"/> on every thread, so many times on each; its arguments are the thread and the time.</summary>
    public static void Do(int times, Action<int, int> action)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Count).Select(thread => new Thread(() =>
        {
            try
            {
                for (var call = 0; call < times; call++)
                {
                    action(thread, call);
                }
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }
}
