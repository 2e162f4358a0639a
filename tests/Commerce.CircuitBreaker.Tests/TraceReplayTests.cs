using Commerce.CircuitBreaker.Tests.Replay;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>
/// Recorded answers of resilience4j, driven with a virtual clock, against ours: every field of every line, through a real pipeline.
/// </summary>
public sealed class TraceReplayTests
{
    private static readonly Dictionary<string, Trace> Traces = Trace.All()
        .GroupBy(trace => $"{trace.File}: {trace.Name}")
        .SelectMany(same => same.Select((trace, number) => (Name: number == 0 ? same.Key : $"{same.Key} ({number + 1})", trace)))
        .ToDictionary(named => named.Name, named => named.trace);

    public static TheoryData<string> Names => [.. Traces.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_the_recorded_ones(string name)
    {
        var trace = Traces[name];
        var run = new TraceRun(new TraceSettings(trace.Lines[0].Words));
        foreach (var (line, number) in trace.Lines.Select((line, index) => (line, index + 1)))
        {
            if (line.IsFaultOfTheRecordedBreaker)
            {
                return;
            }

            var answer = run.Do(line.Words);
            Assert.True(
                line.Answer == answer && line.Mark == run.Mark,
                $"{name}, line {number}: {string.Join(' ', line.Words)}\n  recorded: {line.Answer} {line.Mark}\n  answered: {answer} "
                + $"{run.Mark}");
        }
    }

    [Fact]
    public void There_are_traces_to_replay()
    {
        Assert.NotEmpty(Traces);
        Assert.All(Traces.Values, trace => Assert.True(trace.Lines.Count > 1, $"{trace.File}: {trace.Name} has nothing to replay"));
    }
}
