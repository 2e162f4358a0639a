using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Commerce.TestHost;

namespace Commerce.Ops.Tests;

/// <summary>A real Prometheus on our configuration, in a temporary folder and on a free port of this machine.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _client;

    private Prometheus(Process process, DirectoryInfo folder, HttpClient client) =>
        (_process, _folder, _client) = (process, folder, client);

    public static bool IsInstalled { get; } = OnPath("prometheus") && OnPath("promtool");

    public static void SkipUnlessInstalled() => Assert.SkipUnless(
        IsInstalled, "Prometheus is not installed (no prometheus and promtool on PATH): on Debian, apt-get install prometheus.");

    public static async Task<Prometheus> StartAsync(CommerceStack stack, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-prometheus-");
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "prometheus.yml"), Configuration(stack), ct);
        File.Copy(OpsFiles.Rules, Path.Combine(folder.FullName, "rules.yml"));
        var start = new ProcessStartInfo(
            "prometheus",
            [
                $"--config.file={folder.FullName}/prometheus.yml", $"--storage.tsdb.path={folder.FullName}/data",
                $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
            ]);
        var prometheus = new Prometheus(
            Process.Start(start)!, folder, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        await prometheus.UntilAsync(async () => (await prometheus.QueryAsync("up", ct)).Count == 3, ct);
        return prometheus;
    }

    /// <summary>Returns when every target was scraped after this was called, and the worker has had time to renew its figures.</summary>
    public async Task UntilScrapedAsync(CancellationToken ct)
    {
        var begun = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 3);
        await UntilAsync(
            async () => (await QueryAsync("min(timestamp(up == 1))", ct)) is [var oldest] && oldest.Value > begun.ToUnixTimeSeconds(), ct);
    }

    /// <summary>What a query gives now: one value a series.</summary>
    public async Task<IReadOnlyList<Series>> QueryAsync(string query, CancellationToken ct) =>
        [.. (await GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", ct)).Select(series => new Series(
            series!["metric"]!.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!),
            Number(series["value"]![1])))];

    /// <summary>What a query gave over time.</summary>
    public async Task<IReadOnlyList<Curve>> RangeAsync(
        string query, DateTimeOffset from, DateTimeOffset to, int stepSeconds, CancellationToken ct) =>
        [.. (await GetAsync(
            $"/api/v1/query_range?query={Uri.EscapeDataString(query)}&start={from.ToUnixTimeSeconds()}"
                + $"&end={to.ToUnixTimeSeconds()}&step={stepSeconds}", ct))
            .Select(series => new Curve(
                series!["metric"]!.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!),
                [.. series["values"]!.AsArray().Select(point => ((double)point![0]!, Number(point[1])))]))];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonArray> GetAsync(string path, CancellationToken ct)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), ct);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(ct);
        return (string?)answer!["status"] == "success"
            ? answer["data"]!["result"]!.AsArray()
            : throw new InvalidOperationException($"{Uri.UnescapeDataString(path)}: {answer["error"]}");
    }

    private async Task UntilAsync(Func<Task<bool>> reached, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        do
        {
            Assert.False(_process.HasExited, "Prometheus has ended.");
        }
        while (!await IsAsync(reached) && await pace.WaitForNextTickAsync(limit.Token));
    }

    // It takes a moment until it listens, and one more until it is ready.
    private static async Task<bool> IsAsync(Func<Task<bool>> reached)
    {
        try
        {
            return await reached();
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static string Configuration(CommerceStack stack) => OpsFiles.Read(OpsFiles.ScrapeConfiguration)
        .Replace("localhost:8080", stack.AddressOf(StackResources.Api).Authority, StringComparison.Ordinal)
        .Replace("localhost:8082", stack.AddressOf(StackResources.PgSimulator).Authority, StringComparison.Ordinal)
        .Replace("localhost:8084", stack.AddressOf(StackResources.Worker).Authority, StringComparison.Ordinal)
        .Replace("_interval: 10s", "_interval: 1s", StringComparison.Ordinal)
        .Replace("scrape_timeout: 5s", "scrape_timeout: 1s", StringComparison.Ordinal);

    private static double Number(JsonNode? text) => (string)text! switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>A series at one moment.</summary>
internal sealed record Series(IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A series over time: seconds since 1970, and values.</summary>
internal sealed record Curve(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double At, double Value)> Points);
