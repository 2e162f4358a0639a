using System.Diagnostics;
using Commerce.Api.Tests.Hosting;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Persistence;

/// <summary>The schema is brought up to date by a run of its own, and a service that finds an older one does not start.</summary>
public sealed class MigrationRunTests(RunningApi api) : IAsyncLifetime
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private string _connection = string.Empty;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The administrator comes in by the server's socket.");
        _connection = await api.NewDatabaseAsync($"runs_{Guid.NewGuid():N}"[..20]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.Length > 0)
        {
            await using var database = new MySqlConnection(_connection);
            await database.ExecuteAsync($"DROP DATABASE {new MySqlConnectionStringBuilder(_connection).Database}");
        }
    }

    [Fact]
    public async Task A_service_refuses_an_older_schema_and_two_runs_at_once_bring_it_up_to_date()
    {
        var early = await RunAsync(
            "--Pg:Callbacks=Requery", "--Auth:Mode=Jwt", "--Auth:Authority=https://login.example", "--Auth:Audience=shop");

        Assert.Equal(78, early.ExitCode);
        Assert.Matches(@"^Configuration: ConnectionStrings:commerce: the database lacks (\d+) of \1 migrations, up to \d{14}_\w+\. "
            + @"Run 'dotnet Commerce.Api.dll --migrate' of this release first\.", early.Errors);

        // No other setting is needed, and those of the services do no harm.
        var runs = await Task.WhenAll(RunAsync("--migrate"), RunAsync("--migrate", "--Pg:Callbacks=Requery"));

        Assert.All(runs, run => Assert.Equal((0, string.Empty), (run.ExitCode, run.Errors)));
        Assert.Contains("The schema is up to date, at ", (await RunAsync("--migrate")).Output, StringComparison.Ordinal);
        await using var database = new MySqlConnection(_connection);
        Assert.Equal(0, await database.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM products"));
    }

    [Fact]
    public async Task A_run_that_finds_no_database_says_so_in_one_sentence()
    {
        var run = await RunAsync("--ConnectionStrings:commerce=Server=127.0.0.1;Port=1;Database=commerce", "--migrate");

        Assert.Equal(78, run.ExitCode);
        Assert.StartsWith(
            "Configuration: ConnectionStrings:commerce: the MySQL server cannot be used. ", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    // As an operator runs it, which is not Development.
    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Commerce.Api.Tests"), "Commerce.Api", StringComparison.Ordinal), "Commerce.Api.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls=http://127.0.0.1:0", .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__commerce"] = _connection;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(_ct);
        var errors = await process.StandardError.ReadToEndAsync(_ct);
        await process.WaitForExitAsync(_ct);
        return (process.ExitCode, await output, errors);
    }
}
