using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Commerce.AppHost.Tests;

/// <summary>
/// The AppHost as a user runs it: a process of its own with a terminal's signals, and its descendants, found by a mark they inherit.
/// </summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigContinue = 18;
    public const int SigStop = 19;

    private const int SigInt = 2;

    /// <summary>
    /// Ctrl-C, unless this test run was itself started in the background of a shell: such a process, and each that it starts, ignores it.
    /// </summary>
    public static int CtrlC { get; } = IsIgnored(SigInt) ? SigTerm : SigInt;

    private const string MarkName = "COMMERCE_TEST_MARK";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Process _process;
    private readonly int _workerPort;
    private readonly int[] _ports;

    /// <param name="dataFolder">Where it keeps all that it keeps: its database, its store, its temporary files.</param>
    public AppHostProcess(string dataFolder, IEnumerable<string> args, params (string Name, string Value)[] environment)
        : this(dataFolder, StackPorts.AnyFree(), args, environment)
    {
    }

    public AppHostProcess(string dataFolder, int workerPort, IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        _workerPort = workerPort;
        _ports = [workerPort, .. Enumerable.Range(0, 6).Select(_ => StackPorts.AnyFree())];
        var start = new ProcessStartInfo("dotnet", [Program(), .. Standard(dataFolder), .. args])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[MarkName] = _mark;
        start.Environment["TMPDIR"] = Directory.CreateDirectory(TemporaryFolder(dataFolder)).FullName;
        foreach (var (name, value) in LaunchVariables().Concat(environment))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => _lines.Enqueue(e.Data ?? string.Empty);
        _process.ErrorDataReceived += (_, e) => _lines.Enqueue(e.Data ?? string.Empty);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _lines);

    public static string TemporaryFolder(string dataFolder) => Path.Combine(dataFolder, "tmp");

    /// <summary>Waits until one of its processes is <paramref name="program"/>, as the system names it.</summary>
    public async Task RunsAsync(string program, CancellationToken ct) =>
        await UntilAsync(() => Task.FromResult(Remaining().Contains(program) || _process.HasExited), ct);

    /// <summary>Waits until the last service of the chain is healthy.</summary>
    public async Task HealthyAsync(CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{_workerPort}") };
        await UntilAsync(async () => _process.HasExited || await IsHealthyAsync(client, ct), ct);
        Assert.False(_process.HasExited, Output);
    }

    /// <summary>Waits for it to end, and tells its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct).WaitAsync(Limit, ct);
        return _process.ExitCode;
    }

    public void Send(int signal) => Send(_process.Id, signal);

    public static void Send(int pid, int signal) => Assert.Equal(0, Signal(pid, signal));

    /// <summary>Sends a signal to it and to every process that it started.</summary>
    public void SendToAll(int signal) => SendToAllBut(survivor: 0, signal);

    /// <summary>Kills it and every process that it started, except one.</summary>
    public void KillAllBut(int survivor) => SendToAllBut(survivor, SigKill);

    private void SendToAllBut(int survivor, int signal)
    {
        foreach (var pid in Pids().Where(pid => pid != survivor))
        {
            _ = Signal(pid, signal);
        }
    }

    /// <summary>Every process that it started and that is still there, itself included.</summary>
    public IReadOnlyList<string> Remaining() =>
        [.. Directory.GetDirectories("/proc").Where(IsOurs).Select(folder => File.ReadAllText(folder + "/comm").Trim())];

    /// <summary>Waits until its console shows <paramref name="text"/>.</summary>
    public Task SaysAsync(string text, CancellationToken ct) => UntilAsync(
        () => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), ct);

    public async Task UntilNoneRemainsAsync(CancellationToken ct) => await UntilAsync(() => Task.FromResult(Remaining().Count == 0), ct);

    /// <summary>The same, and checks that all its ports are free then.</summary>
    public async Task UntilNothingRemainsAsync(CancellationToken ct)
    {
        await UntilNoneRemainsAsync(ct);
        Assert.All(_ports, port => Assert.True(StackPorts.IsFree(port), $"Port {port} is still taken."));
    }

    public async ValueTask DisposeAsync()
    {
        KillAllBut(0);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private IEnumerable<int> Pids() => Directory.GetDirectories("/proc").Where(IsOurs)
        .Select(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));

    private IEnumerable<string> Standard(string dataFolder) =>
    [
        "--Commerce:Database=local",
        $"--Commerce:MySql:DataDirectory={Path.Combine(dataFolder, "mysql")}",
        "--Commerce:MySql:ReuseEmptyDatabase=true",
        $"--Commerce:Logs={Path.Combine(dataFolder, "logs")}",
        $"--Aspire:Store:Path={dataFolder}", // Else whatever AppHost starts next, of any test, ends what this one leaves.
        $"--Commerce:Ports:Worker={_workerPort}", $"--Commerce:Ports:Api={_ports[1]}", $"--Commerce:Ports:Pg={_ports[2]}",
            $"--Commerce:MySql:Port={_ports[3]}",
    ];

    // What its launch profile sets, but for the ports: Aspire's dashboard wants some.
    private IEnumerable<(string Name, string Value)> LaunchVariables() =>
    [
        ("DOTNET_ENVIRONMENT", "Development"),
        ("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        ("ASPNETCORE_URLS", $"http://localhost:{_ports[4]}"),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", $"http://localhost:{_ports[5]}"),
        ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", $"http://localhost:{_ports[6]}"),
    ];

    // Its own build, not the copy beside the tests, whose settings are others.
    private static string Program()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Projects.Commerce_AppHost.ProjectPath, "bin", configuration, "net10.0", "Commerce.AppHost.dll");
    }

    private static bool IsIgnored(int signal)
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (Convert.ToUInt64(mask, 16) >> (signal - 1) & 1) == 1;
    }

    private bool IsOurs(string folder)
    {
        try
        {
            return File.ReadAllText(folder + "/environ").Contains($"{MarkName}={_mark}", StringComparison.Ordinal)
                && !File.ReadAllText(folder + "/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // No process, somebody else's, or one that ended just now.
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync("/health", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isReached, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        while (!await isReached())
        {
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
