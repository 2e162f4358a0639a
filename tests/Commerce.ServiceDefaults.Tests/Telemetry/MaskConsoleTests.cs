using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>What a process prints holds no card number, whichever formatter prints it (I15).</summary>
public sealed class MaskConsoleTests
{
    private const string CardNo = "4242-4242-4242-4242";

    [Theory]
    [InlineData(ConsoleFormatterNames.Simple)]
    [InlineData(ConsoleFormatterNames.Json)]
    [InlineData(ConsoleFormatterNames.Systemd)]
    public async Task A_card_number_in_a_line_or_in_an_exception_is_hidden(string name)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        await using var app = builder.Build();
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name);
        var entry = new LogEntry<string>(
            LogLevel.Error,
            "category",
            default,
            "state",
            new InvalidOperationException($"thrown with {CardNo}"),
            (_, _) => $"said with {CardNo}");
        await using var console = new StringWriter();

        formatter.Write(in entry, null, console);

        Assert.Contains("said with", console.ToString(), StringComparison.Ordinal);
        Assert.Contains("thrown with", console.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(CardNo, console.ToString(), StringComparison.Ordinal);
    }
}
