using System.Diagnostics;

namespace Commerce.Api.Load.PreviousRelease;

/// <summary>A process of another release.</summary>
internal sealed class OlderProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;

    private OlderProcess(Process process) => _process = process;

    /// <summary>Starts it and waits until it is healthy.</summary>
    /// <exception cref="InvalidOperationException">It ended, and said so on the console.</exception>
    public static async Task<OlderProcess> StartAsync(
        FileInfo program, Uri address, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [program.FullName, $"--urls={address}"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var older = new OlderProcess(Process.Start(start)!);
        older._process.OutputDataReceived += (_, _) => { }; // Read, so that it can go on writing.
        older._process.BeginOutputReadLine();
        using var limit = new CancellationTokenSource(StartLimit);
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsHealthyAsync(client, limit.Token))
        {
            if (older._process.HasExited)
            {
                throw new InvalidOperationException($"{program.Name} has ended with {older._process.ExitCode}.");
            }

            await Task.Delay(Pace, TimeProvider.System, limit.Token);
        }

        return older;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
