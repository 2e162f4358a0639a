using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Clocks;

/// <summary>
/// How far this process's clock is from the clocks of those it works with. Nothing is decided by it: it tells people that a clock is
/// wrong, by a log line when one goes wrong and when it is right again, by a metric, and by <see cref="ClockHealthCheck"/>.
/// </summary>
public sealed partial class ClockSkews
{
    private readonly ConcurrentDictionary<string, TimeSpan> _ahead = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _wrong = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly ILogger<ClockSkews> _logger;

    public ClockSkews(TimeProvider time, IOptions<ClockOptions> options, IMeterFactory meters, ILogger<ClockSkews> logger)
    {
        (_time, _limit, _logger) = (time, options.Value.SkewLimit, logger);
        meters.Create("Commerce.Clocks").CreateObservableGauge(
            "commerce.clock.skew", Observe, "s", "How far the process's clock is ahead of another one, by whose it is.");
    }

    /// <summary>Each clock that was read, and how far ours is ahead of it.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Ahead => _ahead;

    public bool IsWrong(TimeSpan ahead) => ahead.Duration() > _limit;

    /// <summary>When a question is put to another clock; the answer goes to <see cref="Record"/>.</summary>
    public ClockReading Ask() => new(_time.GetUtcNow(), _time.GetTimestamp());

    /// <summary>Takes down what another clock answered.</summary>
    /// <param name="whose">For example <c>database</c>.</param>
    /// <param name="asked">When it was asked. Its answer is taken to be of the middle of the wait.</param>
    public void Record(string whose, ClockReading asked, DateTimeOffset theirs)
    {
        var ahead = asked.At + (_time.GetElapsedTime(asked.Timestamp) / 2) - theirs;
        _ahead[whose] = ahead;
        var isWrong = IsWrong(ahead);
        if (_wrong.TryGetValue(whose, out var wasWrong) ? wasWrong == isWrong : !isWrong)
        {
            return;
        }

        _wrong[whose] = isWrong;
        if (isWrong)
        {
            LogWrong(_logger, whose, ahead, _limit);
        }
        else
        {
            LogRight(_logger, whose, ahead);
        }
    }

    private IEnumerable<Measurement<double>> Observe() =>
        _ahead.Select(pair => new Measurement<double>(pair.Value.TotalSeconds, new KeyValuePair<string, object?>("clock", pair.Key)));

    [LoggerMessage(
        5001, LogLevel.Warning, "This process's clock is {Ahead} ahead of that of {Clock}; more than {Limit} either way is too much")]
    private static partial void LogWrong(ILogger logger, string clock, TimeSpan ahead, TimeSpan limit);

    [LoggerMessage(5002, LogLevel.Information, "This process's clock agrees with that of {Clock} again: it is {Ahead} ahead")]
    private static partial void LogRight(ILogger logger, string clock, TimeSpan ahead);
}

/// <summary>The moment of a question, by this process's clock.</summary>
public readonly record struct ClockReading(DateTimeOffset At, long Timestamp);
