using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Overload;

/// <summary>A payment request that has reached the PG, which accepts it when the test says so.</summary>
public sealed class HeldPg(string transactionKey)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the PG has the request.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public void GoOn() => _released.TrySetResult();

    internal async Task AnswerAsync(HttpContext context)
    {
        _reached.TrySetResult();
        await _released.Task;
        await ScriptedPg.Accepted(transactionKey)(context);
    }
}
