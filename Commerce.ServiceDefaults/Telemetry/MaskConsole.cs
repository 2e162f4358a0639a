using Commerce.ServiceDefaults.Cards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Hides card numbers in what a formatter of the console writes, the stack of an exception included (I15).</summary>
internal sealed class MaskConsole(ConsoleFormatter formatter) : ConsoleFormatter(formatter.Name), IDisposable
{
    /// <summary>Does so for every formatter that is registered, so that it holds whichever is chosen.</summary>
    public static void AddTo(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { ServiceType: var type, ImplementationType: { } formatter } && type == typeof(ConsoleFormatter))
            {
                services[i] = ServiceDescriptor.Singleton<ConsoleFormatter>(provider =>
                    new MaskConsole((ConsoleFormatter)ActivatorUtilities.CreateInstance(provider, formatter)));
            }
        }
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var text = new StringWriter();
        formatter.Write(logEntry, scopeProvider, text);
        textWriter.Write(CardNumberMask.Apply(text.ToString()));
    }

    public void Dispose() => (formatter as IDisposable)?.Dispose();
}
