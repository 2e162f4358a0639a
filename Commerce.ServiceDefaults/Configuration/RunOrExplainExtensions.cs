using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>Runs a process, and says in plain sentences what is wrong when its configuration is.</summary>
public static class RunOrExplainExtensions
{
    private const int BadConfiguration = 78; // EX_CONFIG of sysexits.h

    /// <summary>
    /// Runs <paramref name="host"/> until it is told to stop. Wrong configuration is written to standard error, one sentence
    /// a key, instead of a stack trace.
    /// </summary>
    /// <returns>The exit code of the process: 0, or 78 when the configuration is wrong.</returns>
    public static async Task<int> RunOrExplainAsync(this IHost host)
    {
        try
        {
            // Before the host starts, which would log the same errors with their stacks.
            host.Services.GetService<IStartupValidator>()?.Validate();
            await host.RunAsync();
            return 0;
        }
        catch (Exception e) when (Explain(e) is { } sentences)
        {
            foreach (var sentence in sentences)
            {
                await Console.Error.WriteLineAsync($"Configuration: {sentence}");
            }

            return BadConfiguration;
        }
    }

    private static IEnumerable<string>? Explain(Exception e) => e switch
    {
        OptionsValidationException invalid => invalid.Failures,
        // The binder throws this for a value of the wrong type; the message names the key.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => [unreadable.Message],
        AggregateException many when many.InnerExceptions.All(inner => Explain(inner) is not null) =>
            many.InnerExceptions.SelectMany(inner => Explain(inner)!),
        _ => null,
    };
}
