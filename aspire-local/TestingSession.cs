namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs the AppHost's own entry point on a thread of its own, stops it where it builds, hands its builder to the test,
/// and lets it go on when the test builds.
/// </summary>
internal sealed class TestingSession(Assembly appHost, string[] args)
{
    public static readonly AsyncLocal<TestingSession?> Current = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public Assembly AppHost => appHost;
    public TaskCompletionSource<DistributedApplication> Built { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Exited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<DistributedApplicationBuilder> BeginAsync(CancellationToken ct)
    {
        new Thread(Enter) { IsBackground = true, Name = "AppHost under test" }.Start();
        return _builder.Task.WaitAsync(ct);
    }

    public void HandOver(DistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _goOn.Wait();
    }

    public void GoOn() => _goOn.Set();

    private void Enter()
    {
        Current.Value = this;
        Exception end;
        try
        {
            var code = appHost.EntryPoint!.Invoke(null, [args]);
            end = new InvalidOperationException($"The AppHost ended before it started anything, with exit code {code ?? 0}.");
        }
        catch (TargetInvocationException e)
        {
            end = e.InnerException!;
        }

        _builder.TrySetException(end);
        Built.TrySetException(end);
        Started.TrySetException(end);
        Exited.TrySetResult();
    }
}
