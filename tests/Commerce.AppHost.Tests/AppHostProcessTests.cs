using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Commerce.AppHost.Tests;

public sealed class AppHostProcessTests : IDisposable
{
    private const int BadConfiguration = 78;
    private const int Killed = 128 + AppHostProcess.SigKill;
    private const string WholeStarts = "COMMERCE_TEST_WHOLE_STARTS";

    private readonly string _data = Directory.CreateTempSubdirectory("commerce-apphost-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public AppHostProcessTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");

    /// <summary>Three rounds, one for each state in which it is stopped; ten with COMMERCE_TEST_WHOLE_STARTS=true.</summary>
    [Fact]
    public async Task Starts_and_stops_in_a_row_leave_no_process_no_folder_and_no_port()
    {
        foreach (var round in Enumerable.Range(1, Environment.GetEnvironmentVariable(WholeStarts) == "true" ? 10 : 3))
        {
            var folders = Folders();
            await using var host = new AppHostProcess(_data, []);
            var started = (round % 3) switch
            {
                0 => host.HealthyAsync(_ct),
                1 => host.RunsAsync("dcp", _ct), // In the middle of its start, too.
                _ => host.RunsAsync("Aspire.Dashboar", _ct),
            };
            await started;

            host.Send(round % 2 == 0 ? AppHostProcess.SigTerm : AppHostProcess.CtrlC);
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, await host.ExitAsync(_ct));
            await host.UntilNothingRemainsAsync(_ct);
            TestContext.Current.TestOutputHelper?.WriteLine($"Round {round}: all gone after {clock.Elapsed.TotalSeconds:0.0} s.");
            // A start that is cut off may: dcp's own.
            Assert.True(round % 3 != 0 || folders.SequenceEqual(Folders()), "A stack that ran left a folder.");
        }
    }

    [Fact]
    public async Task A_killed_apphost_leaves_no_process_and_the_next_start_waits_for_what_is_ending()
    {
        var workerPort = StackPorts.AnyFree();
        await using var first = new AppHostProcess(_data, workerPort, []);
        await first.HealthyAsync(_ct);
        first.SendToAll(AppHostProcess.SigStop); // Else all of it would be gone before a slow start looks for it.
        first.Send(AppHostProcess.SigKill);
        Assert.Equal(Killed, await first.ExitAsync(_ct));
        Assert.NotEmpty(first.Remaining());

        await using var second = new AppHostProcess(_data, workerPort, []);
        await second.SaysAsync("still ending and holds port", _ct);
        first.SendToAll(AppHostProcess.SigContinue);
        await first.UntilNoneRemainsAsync(_ct); // Its worker answers at the same port until then.
        await second.HealthyAsync(_ct);

        second.Send(AppHostProcess.CtrlC);
        Assert.Equal(0, await second.ExitAsync(_ct));
        await second.UntilNothingRemainsAsync(_ct);
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_with_a_way_out_and_nothing_is_left_running()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var host = new AppHostProcess(_data, [$"--Commerce:Ports:Api={port}"]);

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains($"Port {port} for commerce-api is taken", host.Output, StringComparison.Ordinal);
        Assert.Contains("-- --Commerce:Ports:Api=", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        await host.UntilNothingRemainsAsync(_ct);
    }

    [Fact]
    public async Task One_port_for_two_services_is_one_sentence_with_both_keys()
    {
        await using var host = new AppHostProcess(_data, ["--Commerce:Ports:Api=21234", "--Commerce:Ports:Pg=21234"]);

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains("Commerce:Ports:Api and Commerce:Ports:Pg are both 21234: each", host.Output, StringComparison.Ordinal);
        await host.UntilNothingRemainsAsync(_ct);
    }

    [Fact]
    public async Task A_demo_whose_service_dies_says_which_and_where_it_says_why()
    {
        await using var host = new AppHostProcess(_data, ["demo"], ("Outbox__MostFailures", "many"));

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains("has ended before it was ready. Why:", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        await host.UntilNothingRemainsAsync(_ct);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "the dashboard")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "the dashboard's telemetry")]
    [InlineData("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "the dashboard's resources")]
    public async Task A_taken_port_of_the_dashboard_is_one_sentence_with_a_way_out(string key, string what)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var host = new AppHostProcess(_data, [$"--{key}=http://localhost:{port}"]);

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains($"Port {port} for {what} is taken", host.Output, StringComparison.Ordinal);
        Assert.Contains($"-- --{key}=http://localhost:", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Commerce:Console", "some", "it must be warnings, all or none")]
    [InlineData("Commerce:Logs", "/proc/commerce", "it must be a folder that can be written to")]
    [InlineData("Commerce:Ports:Pg", "banana", "it must be a port")]
    [InlineData("Commerce:Ports:Worker", "70000", "it must be a port")]
    [InlineData("Commerce:Ports:Apii", "9080", "there is no such setting")]
    [InlineData("Commerce:Database", "sqlite", "it must be auto, local, container or group")]
    [InlineData("Commerce:MySql:Nodes", "4", "it must be 3, 5, 7 or 9")]
    [InlineData("Commerce:MySql:Executable", "/no/such/mysqld", "there is no such file")]
    [InlineData("Commerce:MySql:Flavour", "oracle", "it must be mysql or mariadb")]
    [InlineData("Commerce:MySql:DataDirectory", "/proc/commerce", "it must be a folder that can be written to")]
    [InlineData("Commerce:MySql:ReuseEmptyDatabase", "perhaps", "it must be true or false")]
    public async Task A_wrong_setting_is_one_sentence_with_key_value_and_what_is_allowed(string key, string value, string allowed)
    {
        string[] group = key == "Commerce:MySql:Nodes" ? ["--Commerce:Database=group"] : [];
        await using var host = new AppHostProcess(_data, [.. group, $"--{key}={value}"]);

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains($"{key} is '{value}': {allowed}", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ConnectionStrings:commerce=Server=db", "ConnectionStrings:paymentgateway is not set")]
    [InlineData("--Commerce:MySql:Executable=/bin/true", "/bin/true is not a MySQL or MariaDB server")]
    [InlineData("--Operator:Key=too-short", "Operator:Key cannot be used: it must have 32 characters or more")]
    [InlineData(
        "--Commerce:Database=container --ASPIRE_CONTAINER_RUNTIME=no-such-engine", "neither Docker nor Podman answers here. Start one.")]
    public async Task What_cannot_work_is_said_before_anything_starts(string args, string sentence)
    {
        await using var host = new AppHostProcess(_data, args.Split(' '));

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains(sentence, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        await host.UntilNothingRemainsAsync(_ct);
    }

    [Fact]
    public async Task A_MySQL_that_cannot_be_got_is_told_with_what_was_tried_and_ways_out()
    {
        var cache = Path.Combine(_data, "cache");
        await File.WriteAllTextAsync(cache, "a file where the folder of downloads would be", _ct);
        await using var host = new AppHostProcess(_data, ["--Commerce:MySql:Flavour=mysql"], ("XDG_CACHE_HOME", cache));

        await Task.WhenAny(host.ExitAsync(_ct), host.SaysAsync("ready", _ct));
        Assert.SkipWhen(host.Output.Contains("making an empty database", StringComparison.Ordinal), "A MySQL is installed here.");

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains("No MySQL server can be had on this machine.", host.Output, StringComparison.Ordinal);
        Assert.Contains("Ways out: start Docker or Podman; or install", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        await host.UntilNothingRemainsAsync(_ct);
    }

    [Fact]
    public async Task Help_names_every_setting()
    {
        await using var host = new AppHostProcess(_data, ["--help"]);

        Assert.Equal(0, await host.ExitAsync(_ct));
        Assert.Contains("--Commerce:Ports:Api=8080", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_apphost_does_not_touch_the_first_ones_data()
    {
        await using var first = new AppHostProcess(_data, []);
        await first.RunsAsync("dcp", _ct); // It has looked at the folder by then.

        await using var second = new AppHostProcess(_data, []);

        Assert.Equal(BadConfiguration, await second.ExitAsync(_ct));
        Assert.Contains("is in use by another AppHost", second.Output, StringComparison.Ordinal);
        first.Send(AppHostProcess.SigTerm);
        Assert.Equal(0, await first.ExitAsync(_ct));
        await first.UntilNothingRemainsAsync(_ct);
    }

    private string[] Folders() =>
        [.. Directory.CreateDirectory(AppHostProcess.TemporaryFolder(_data)).GetDirectories().Select(folder => folder.Name)
            .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
