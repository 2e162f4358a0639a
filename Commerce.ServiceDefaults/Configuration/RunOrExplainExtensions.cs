using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>Runs a process, and says in plain sentences why it cannot start when that is the operator's to mend.</summary>
public static class RunOrExplainExtensions
{
    private const int BadConfiguration = 78; // EX_CONFIG of sysexits.h
    private const int AddressUnavailable = 69; // EX_UNAVAILABLE

    /// <summary>
    /// Runs <paramref name="host"/> until it is told to stop. Wrong configuration, and an address that cannot be listened on, are
    /// written to standard error, one sentence each, instead of a stack trace.
    /// </summary>
    /// <returns>The exit code of the process: 0, 78 when the configuration is wrong, or 69 when an address is taken.</returns>
    public static Task<int> RunOrExplainAsync(this IHost host) => RunOrExplainAsync(host, async services =>
    {
        services.GetService<StartPhase>()?.EndWith(services.GetRequiredService<IHostApplicationLifetime>());
        await host.RunAsync();
    });

    /// <summary>The same for a process that is there for one piece of <paramref name="work"/>: the host itself is not started.</summary>
    public static async Task<int> RunOrExplainAsync(this IHost host, Func<IServiceProvider, Task> work)
    {
        try
        {
            // Before the host starts, which would log the same errors with their stacks.
            host.Services.GetService<IStartupValidator>()?.Validate();
            await work(host.Services);
            return 0;
        }
        catch (Exception e) when (ExplainConfiguration(e) is { } sentences)
        {
            await WriteAsync("Configuration", sentences);
            return BadConfiguration;
        }
        catch (Exception e) when (ListenFault.Explain(e) is { } sentence)
        {
            await WriteAsync("Address", [sentence]);
            return AddressUnavailable;
        }
    }

    private static IEnumerable<string>? ExplainConfiguration(Exception e) => e switch
    {
        OptionsValidationException invalid => invalid.Failures,
        // The binder throws this for a value of the wrong type; the message names the key.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => [unreadable.Message],
        AggregateException many when many.InnerExceptions.All(inner => ExplainConfiguration(inner) is not null) =>
            many.InnerExceptions.SelectMany(inner => ExplainConfiguration(inner)!),
        _ => null,
    };

    private static async Task WriteAsync(string subject, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            await Console.Error.WriteLineAsync($"{subject}: {sentence}");
        }
    }
}
