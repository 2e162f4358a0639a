using Polly;

namespace Commerce.CircuitBreaker.Tests.Replay;

/// <summary>A call through the pipeline that ends when and how the test says.</summary>
internal sealed class PendingCall
{
    private readonly TaskCompletionSource<string> _answer = new();
    private readonly Action _giveUp;
    private readonly Task<string> _call;

    public PendingCall(ResiliencePipeline<string> pipeline)
    {
        var caller = new CancellationTokenSource();
        caller.Token.Register(() => _answer.TrySetCanceled(caller.Token));
        _giveUp = caller.Cancel;
        _call = pipeline.ExecuteAsync(async _ => await _answer.Task, caller.Token).AsTask();
    }

    public bool Refused => _call.Exception?.InnerException is CallNotPermittedException;

    public void End(string how)
    {
        switch (how)
        {
            case "ok" or "bad":
                _answer.SetResult(how);
                break;
            case "err":
                _answer.SetException(new RecordedException());
                break;
            case "ign":
                _answer.SetException(new IgnoredException());
                break;
            case "unrec":
                _answer.SetException(new UnrecordedException());
                break;
            case "rel":
                _giveUp();
                break;
            default:
                throw new ArgumentException($"Unknown end {how}");
        }

        Assert.True(_call.IsCompleted);
        _ = _call.Exception;
    }
}
