using Commerce.CircuitBreaker.Tests.Replay;
using Polly;

namespace Commerce.CircuitBreaker.Tests.Model;

/// <summary>A breaker in a pipeline and its model, side by side.</summary>
internal sealed class ModelComparison : IDisposable
{
    private readonly SteppingTimeProvider _time;
    private readonly ResiliencePipeline<string> _pipeline;
    private readonly BreakerModel _model;
    private readonly SlidingWindowCircuitBreakerStateProvider _state = new();
    private readonly SlidingWindowCircuitBreaker _breaker;
    private readonly List<(PendingCall Real, ModelCall Model)> _pending = [];

    public ModelComparison(ModelSettings settings)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + settings.Phase);
        _time = new SteppingTimeProvider(start);
        _model = new BreakerModel(settings, start.ToUnixTimeMilliseconds());
        var options = settings.ToOptions();
        options.ShouldIgnore = args => new(args.Outcome.Exception is IgnoredException);
        options.ShouldHandle = args => new(args.Outcome.Exception is RecordedException || args.Outcome.Result == "bad");
        options.StateProvider = _state;
        _breaker = new SlidingWindowCircuitBreaker(options, _time);
        _pipeline = new ResiliencePipelineBuilder<string> { TimeProvider = _time }.AddSlidingWindowCircuitBreaker(_breaker, options)
            .Build();
    }

    public void Run(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations)
        {
            Do(operation);
            AssertAgreement(operation);
        }

    }

    public void Dispose() => _breaker.Dispose();

    private void Do(Operation operation)
    {
        switch (operation)
        {
            case Operation.Advance advance:
                Step(advance.Milliseconds);
                break;
            case Operation.Start:
                Start();
                break;
            case Operation.Finish finish when _pending.Count > 0:
                Finish(finish.Which % _pending.Count, finish.How);
                break;
            case Operation.Call call:
                Call(call);
                break;
            case Operation.MoveTo move:
                Move(move.State);
                break;
            default:
                break;
        }
    }

    private bool Start()
    {
        var (real, model) = (new PendingCall(_pipeline), _model.TryStart());
        Assert.Equal(model is null, real.Refused);
        if (model is not null)
        {
            _pending.Add((real, model));
        }

        return model is not null;
    }

    private void Finish(int which, string how)
    {
        var (real, model) = _pending[which];
        _pending.RemoveAt(which);
        real.End(how);
        _model.End(model, how);
    }

    private void Call(Operation.Call call)
    {
        for (var time = 0; time < call.Times; time++)
        {
            if (Start())
            {
                Step(call.Takes);
                Finish(_pending.Count - 1, call.How);
            }
        }
    }

    private void Move(CircuitBreakerState state)
    {
        var legal = (_model.State, state) is not (CircuitBreakerState.Closed, CircuitBreakerState.HalfOpen)
            and not (CircuitBreakerState.MetricsOnly, CircuitBreakerState.HalfOpen or CircuitBreakerState.Open);
        if (legal)
        {
            _breaker.TransitionTo(state);
            _model.Enter(state);
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => _breaker.TransitionTo(state));
        }
    }

    private void Step(int milliseconds)
    {
        _time.Step(milliseconds);
        _model.Advance(milliseconds);
    }

    private void AssertAgreement(Operation operation)
    {
        var now = _state.GetSnapshot()!;
        var counts = (now.BufferedCalls, now.FailedCalls, now.SlowCalls, now.SlowFailedCalls);
        var real = (now.State, (now.FailureRate, now.SlowCallRate), counts, now.NotPermittedCalls);
        var model = (_model.State, _model.Rates, _model.Counts, _model.Refused);
        Assert.True(real == model, $"after {operation}: the breaker says {real}, the model {model}");
    }
}
