using System.Collections.Concurrent;
using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// Finds or downloads a server and makes its database before the application starts: what cannot work ends the start with one sentence,
/// and nothing runs yet. What is said on the way is on the console at once, and in the resource's log when the dashboard is there.
/// </summary>
internal sealed partial class PrepareLocalServer(IResourceBuilder<MySqlProcess> server, MySqlSettings settings)
{
    private readonly ConcurrentQueue<string> _notices = [];
    private IReadOnlyList<string> _args = [];

    /// <exception cref="DistributedApplicationException">No server can be had, or the data folder cannot be used.</exception>
    public async Task ExecuteAsync(BeforeStartEvent start, CancellationToken ct)
    {
        var folder = MySqlDataFolder.Open(settings);
        FileLock? held = null;
        try
        {
            held = await new FormerRun(folder, Say).EndedAsync(ct);
            FreeDiskSpace.OfThisMachine.Ensure(folder.Path, folder.MegabytesNeeded, $"choose another folder with {settings.AnotherFolder}");
            var account = new MySqlAccount(server.Resource.UserName, await PasswordAsync(ct));
            var databases = start.Model.Resources.OfType<MySqlDatabaseResource>().Where(d => d.Parent == server.Resource)
                .Select(d => d.DatabaseName);
            var prepare = new PrepareData(folder, settings.ReuseEmptyDatabase, account, [.. databases], Say);
            var finder = new MySqlFinder(settings, folder, MySqlDownload.ForThisUser(Say), Tool.Find, Say);
            var program = await finder.FirstAsync(prepare.ExecuteAsync, ct);
            server.WithCommand(program.Command).WithWorkingDirectory(folder.Path);
            _args = program.RunArgs(folder);
            start.Services.GetRequiredService<HeldLocks>().Add(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw settings.FolderIsUnusable(e);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    public void AddArgs(IList<object> args)
    {
        foreach (var arg in _args)
        {
            args.Add(arg);
        }

        args.Add(ReferenceExpression.Create($"--port={server.Resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort)}"));
    }

    public Task RepeatNoticesAsync(MySqlProcess resource, BeforeResourceStartedEvent start, CancellationToken ct)
    {
        var logger = start.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        while (_notices.TryDequeue(out var notice))
        {
            LogNotice(logger, notice);
        }

        return Task.CompletedTask;
    }

    // It stands between quotes in a statement, and unquoted in a connection string.
    private async Task<string> PasswordAsync(CancellationToken ct)
    {
        var parameter = server.Resource.PasswordParameter;
        var password = await parameter.GetValueAsync(ct) ?? string.Empty;
        return password.Length > 0 && password.All(c => char.IsAsciiLetterOrDigit(c) || "-_.~!@#$%^&*()+/:,?<>[]{}|".Contains(c))
            ? password
            : throw new DistributedApplicationException(
                $"Parameter '{parameter.Name}' cannot be the password of '{server.Resource.Name}': it must be letters, digits and signs, "
                + "without quotes, blanks, ';', '=' and '\\'.");
    }

    private void Say(string notice)
    {
        Console.WriteLine($"{server.Resource.Name}: {notice}");
        _notices.Enqueue(notice);
    }

    [LoggerMessage(7001, LogLevel.Information, "{Notice}")]
    private static partial void LogNotice(ILogger logger, string notice);
}
