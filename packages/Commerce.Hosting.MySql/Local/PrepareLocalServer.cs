using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// Finds or downloads a server and makes its database before the application starts: what cannot work ends the start with one sentence,
/// and nothing runs yet. What is said on the way is on the console at once, and in the resource's log when the dashboard is there.
/// </summary>
internal sealed class PrepareLocalServer(IResourceBuilder<MySqlProcess> server, MySqlSettings settings)
{
    private readonly Notices _notices = new(server.Resource.Name);
    private IReadOnlyList<string> _args = [];

    /// <exception cref="DistributedApplicationException">No server can be had, or the data folder cannot be used.</exception>
    public async Task ExecuteAsync(BeforeStartEvent start, CancellationToken ct)
    {
        var folder = MySqlDataFolder.Open(settings);
        FileLock? held = null;
        try
        {
            held = await new FormerRun(folder, _notices.Say).EndedAsync(ct);
            FreeDiskSpace.OfThisMachine.Ensure(folder.Path, folder.MegabytesNeeded, $"choose another folder with {settings.AnotherFolder}");
            var account = await MySqlAccount.OfAsync(server.Resource, ct);
            var statements = new StartStatements(folder.RootPassword, account, start.Model.DatabaseNamesOf(server.Resource));
            var prepare = new PrepareData(folder, settings.ReuseEmptyDatabase, statements, _notices.Say);
            var finder = new MySqlFinder(settings, folder, MySqlDownload.ForThisUser(_notices.Say), Tool.Find, _notices.Say);
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
        _notices.Repeat(resource, start.Services);
        return Task.CompletedTask;
    }
}
