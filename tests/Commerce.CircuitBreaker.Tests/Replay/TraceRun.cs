using System.Globalization;
using Polly;

namespace Commerce.CircuitBreaker.Tests.Replay;

/// <summary>Does the operations of a trace to a real pipeline on a virtual clock, and answers as the recording does.</summary>
internal sealed class TraceRun
{
    private readonly SteppingTimeProvider _time;
    private readonly ResiliencePipeline<string> _pipeline;
    private readonly SlidingWindowCircuitBreakerStateProvider _state = new();
    private readonly SlidingWindowCircuitBreakerManualControl _control = new();
    private readonly Dictionary<string, PendingCall> _pending = [];
    private readonly List<string> _events = [];
    private (int Granted, int Tried) _asked;

    public TraceRun(TraceSettings settings)
    {
        _time = new SteppingTimeProvider(settings.Start);
        var options = settings.ToOptions();
        options.ShouldIgnore = args => new(args.Outcome.Exception is IgnoredException);
        options.ShouldHandle = args => new(args.Outcome.Exception is RecordedException || args.Outcome.Result == "bad");
        options.OnEvent = happened => _events.Add(Abbreviate(happened));
        (options.StateProvider, options.ManualControl) = (_state, _control);
        _pipeline = new ResiliencePipelineBuilder<string> { TimeProvider = _time }.AddSlidingWindowCircuitBreaker(options).Build();
    }

    /// <summary>What the last operation was refused for, if it was.</summary>
    public string? Mark { get; private set; }

    public string Do(string[] words)
    {
        (_asked, Mark) = ((0, 0), null);
        _events.Clear();
        switch (words[0])
        {
            case "cfg":
                break;
            case "adv":
                _time.Step(Milliseconds(words[1]));
                break;
            case "acq":
                Array.ForEach(words[1..], Acquire);
                break;
            case "fin":
                Finish(words[1], words[2]);
                break;
            case "to":
                Move(words[1]);
                break;
            default:
                Call(words[0], Milliseconds(words[1]), words.Length > 2 ? Milliseconds(words[2][1..]) : 1);
                break;
        }

        return Answer();
    }

    private void Acquire(string id)
    {
        var call = new PendingCall(_pipeline);
        _asked = (_asked.Granted + (call.Refused ? 0 : 1), _asked.Tried + 1);
        if (!call.Refused)
        {
            _pending[id] = call;
        }
    }

    private void Finish(string id, string how)
    {
        if (_pending.Remove(id, out var call))
        {
            call.End(how);
        }
        else
        {
            Mark = "noid";
        }
    }

    private void Call(string how, int milliseconds, int times)
    {
        for (; times > 0; times--)
        {
            var call = new PendingCall(_pipeline);
            _asked = (_asked.Granted + (call.Refused ? 0 : 1), _asked.Tried + 1);
            if (!call.Refused)
            {
                _time.Step(milliseconds);
                call.End(how);
            }
        }
    }

    private void Move(string state)
    {
        try
        {
            Movement(state)();
        }
        catch (InvalidOperationException)
        {
            Mark = "illegal";
        }
    }

    private Action Movement(string state) => state switch
    {
        "closed" => _control.Close,
        "open" => _control.Open,
        "half_open" => _control.HalfOpen,
        "forced_open" => _control.Isolate,
        "disabled" => _control.Disable,
        "metrics_only" => _control.MetricsOnly,
        "reset" => _control.Reset,
        _ => throw new ArgumentException($"Unknown state {state}"),
    };

    private string Answer()
    {
        var now = _state.GetSnapshot()!;
        var asked = _asked.Tried == 0 ? "-" : $"{_asked.Granted}/{_asked.Tried}";
        var rates = string.Create(CultureInfo.InvariantCulture, $"{now.FailureRate} {now.SlowCallRate}");
        var counts = $"{now.BufferedCalls} {now.FailedCalls} {now.SlowCalls} {now.SlowFailedCalls} {now.NotPermittedCalls}";
        return $"{Letter(now.State)} {asked} {rates} {counts} {Runs(_events)}".TrimEnd();
    }

    private static string Runs(List<string> events)
    {
        List<(string Event, int Times)> runs = [];
        foreach (var name in events)
        {
            if (runs.Count > 0 && runs[^1].Event == name)
            {
                runs[^1] = (name, runs[^1].Times + 1);
            }
            else
            {
                runs.Add((name, 1));
            }
        }

        return string.Join(',', runs.Select(run => run.Times == 1 ? run.Event : $"{run.Event}*{run.Times}"));
    }

    private static string Abbreviate(CircuitBreakerEvent happened) => happened.Type switch
    {
        CircuitBreakerEventTypes.Success => "S",
        CircuitBreakerEventTypes.Error => "E",
        CircuitBreakerEventTypes.IgnoredError => "I",
        CircuitBreakerEventTypes.NotPermitted => "N",
        CircuitBreakerEventTypes.Reset => "R",
        CircuitBreakerEventTypes.FailureRateExceeded => string.Create(CultureInfo.InvariantCulture, $"F({happened.Rate})"),
        CircuitBreakerEventTypes.SlowCallRateExceeded => string.Create(CultureInfo.InvariantCulture, $"L({happened.Rate})"),
        CircuitBreakerEventTypes.StateTransition => $"{Letter(happened.PreviousState)}>{Letter(happened.State)}",
        _ => happened.Type.ToString(),
    };

    private static char Letter(CircuitBreakerState state) => "COHDFM"[(int)state];

    private static int Milliseconds(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
