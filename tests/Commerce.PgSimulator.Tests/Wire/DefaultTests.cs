using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

/// <summary>What holds when nobody has set anything.</summary>
public sealed class DefaultTests
{
    [Fact]
    public void The_port_is_the_originals() => Assert.Equal("http://localhost:8082", Address());

    [Theory]
    [InlineData("urls")]
    [InlineData("http_ports")]
    [InlineData("https_ports")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    public void Any_other_word_on_the_port_wins(string key) => Assert.NotEqual(
        "http://localhost:8082", Address((key, "http://localhost:9999")));

    [Fact]
    public void Slow_is_two_and_a_half_seconds_and_late_is_a_minute()
    {
        var faults = new FaultOptions();

        Assert.Equal((2_500, 60_000), (faults.SlowAnswerMs, faults.LateMs));
        Assert.Equal((10_000, 2), (faults.CallbackDelayMs, faults.CallbackCopies));
    }

    [Fact]
    public void A_callback_is_sent_once_and_unsigned_and_nothing_is_forgotten()
    {
        var callbacks = new CallbackOptions();

        Assert.Equal(
            (1, 10, 5, 5_000), (callbacks.MaxAttempts, callbacks.TimeoutSeconds, callbacks.RetryDelaySeconds, callbacks.MostInFlight));
        Assert.Empty(callbacks.Secrets);
        Assert.Equal((0, false), (new CompatibilityOptions().WorkerThreads, new CompatibilityOptions().ForgetAtRestart));
    }

    private static string? Address(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.ListenOnOwnPortUnlessTold();
        return builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey);
    }
}
