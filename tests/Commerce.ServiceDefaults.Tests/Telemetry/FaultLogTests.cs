using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>However many meet that something is away, and in however many ways, one line a second tells it, and none is left out.</summary>
public sealed class FaultLogTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<FaultLog> _logger = new();
    private readonly FaultLog _log;

    public FaultLogTests() => _log = new FaultLog(_time, _logger);

    [Fact]
    public void Several_faults_of_one_dependency_share_a_line_a_second()
    {
        Report("database", "CommandTimeoutExpired", times: 1);
        Report("database", "TooManyWaiting", times: 17);
        Report("database", "CommandTimeoutExpired", times: 2);
        Assert.Equal(["The database is away (1 CommandTimeoutExpired since the last line): CommandTimeoutExpired in words"], Lines());

        _time.Advance(Second);

        Assert.Equal(
            "The database is away (2 CommandTimeoutExpired, 17 TooManyWaiting since the last line): CommandTimeoutExpired in words",
            Assert.Single(Lines().Skip(1)));
    }

    [Fact]
    public void A_second_without_a_fault_has_no_line_and_the_next_fault_has_one_at_once()
    {
        Report("database", "ConnectionLost", times: 1);
        _time.Advance(10 * Second);
        Assert.Single(Lines());

        Report("database", "ConnectionLost", times: 1);

        Assert.Equal(2, Lines().Count);
    }

    [Fact]
    public void Each_dependency_has_its_own_line()
    {
        Report("database", "ConnectionLost", times: 1);
        Report("cache", "ConnectionLost", times: 1);

        Assert.Equal(2, Lines().Count);
    }

    private void Report(string dependency, string fault, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _log.Report(dependency, fault, $"{fault} in words");
        }
    }

    private IReadOnlyList<string> Lines() => [.. _logger.Collector.GetSnapshot().Select(line => line.Message)];
}
