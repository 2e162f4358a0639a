using System.Globalization;
using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Group;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// Finds or downloads a server and makes a database for each node of a group before the application starts. The nodes' folders lie in the
/// group's, which has the secrets that they share; each belongs to one running application.
/// </summary>
internal sealed class PrepareLocalGroup(
    MySqlGroup group, IReadOnlyList<IResourceBuilder<MySqlGroupProcess>> nodes, MySqlSettings settings)
{
    private readonly Notices _notices = new(group.Name);
    private MySqlProgram? _program;
    private StartStatements? _statements;
    private string _groupName = string.Empty;

    /// <exception cref="DistributedApplicationException">
    /// No server can be had, the data folder cannot be used, or another process has one of the ports.
    /// </exception>
    public async Task ExecuteAsync(BeforeStartEvent start, CancellationToken ct)
    {
        var folder = MySqlDataFolder.Open(settings);
        var held = new HeldLocks();
        try
        {
            EnsureNoNodeIsLeftOut(folder);
            held.Add(await new FormerRun(folder, _notices.Say).EndedAsync(ct));
            foreach (var node in nodes)
            {
                held.Add(await new FormerRun(folder.OfNode(node.Resource.Name), _notices.Say).EndedAsync(ct));
                FreePort.Ensure(node.Resource.Port, node.Resource.Name, "Free it, or choose another first port.");
            }

            _groupName = folder.GroupName; // Now, while nobody else asks: made up by two nodes, it would be two.
            var megabytes = nodes.Sum(node => folder.OfNode(node.Resource.Name).MegabytesNeeded);
            FreeDiskSpace.OfThisMachine.Ensure(folder.Path, megabytes, $"choose another folder with {settings.AnotherFolder}");
            await PrepareAsync(folder, new StartStatements(
                folder.RootPassword, await MySqlAccount.OfAsync(group, ct), start.Model.DatabaseNamesOf(group))
            {
                GroupAccount = new MySqlAccount(nodes[0].Resource.GroupUser, folder.GroupPassword),
            }, ct);
            start.Services.GetRequiredService<HeldLocks>().Add(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw settings.FolderIsUnusable(e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void AddArgs(MySqlGroupProcess node, IList<object> args)
    {
        if (_program is not { } program)
        {
            return; // The manifest is being written.
        }

        var folder = MySqlDataFolder.Open(settings);
        var seeds = nodes.Select(seed => $"127.0.0.1:{seed.Resource.GroupPort.ToString(CultureInfo.InvariantCulture)}");
        string[] all =
        [
            .. program.RunArgs(folder.OfNode(node.Name)),
            .. GroupArguments.Of(node.Number, _groupName, "127.0.0.1", node.GroupPort, seeds, allowed: "127.0.0.1"),
            "--super-read-only=ON", // Until it is in its group: a row that only it has would keep it out of it.
            $"--report-port={node.Port}",
            $"--port={node.Port}",
        ];
        foreach (var arg in all)
        {
            args.Add(arg);
        }
    }

    /// <summary>A node whose disk was lost while the application runs begins with an empty one, and the others fill it.</summary>
    public async Task BeforeStartAsync(MySqlGroupProcess node, BeforeResourceStartedEvent start, CancellationToken ct)
    {
        if (_program is { } program && _statements is { } statements)
        {
            await PrepareNodeAsync(MySqlDataFolder.Open(settings), node.Name, program, statements, ct);
        }

        _notices.Repeat(group, start.Services);
    }

    private async Task PrepareAsync(MySqlDataFolder folder, StartStatements statements, CancellationToken ct)
    {
        var first = folder.OfNode(nodes[0].Resource.Name);
        var finder = new MySqlFinder(settings.ForGroup(), first, MySqlDownload.ForThisUser(_notices.Say), Tool.Find, _notices.Say);
        _program = await finder.FirstAsync(async (program, token) =>
        {
            program.EnsureForGroup();
            foreach (var node in nodes)
            {
                await PrepareNodeAsync(folder, node.Resource.Name, program, statements, token);
            }
        }, ct);
        _statements = statements;
        foreach (var node in nodes)
        {
            node.WithCommand(_program.Command).WithWorkingDirectory(folder.OfNode(node.Resource.Name).Path);
        }
    }

    private Task PrepareNodeAsync(
        MySqlDataFolder folder, string node, MySqlProgram program, StartStatements statements, CancellationToken ct) =>
        new PrepareData(folder.OfNode(node), settings.ReuseEmptyDatabase, statements, _notices.Say).ExecuteAsync(program, ct);

    // It might be the one that has the last commits.
    private void EnsureNoNodeIsLeftOut(MySqlDataFolder folder)
    {
        var known = Directory.GetDirectories(folder.Path, $"{group.Name}-*")
            .Where(path => Directory.Exists(Path.Combine(path, "data"))).ToList();
        if (known.FirstOrDefault(path => nodes.All(node => node.Resource.Name != Path.GetFileName(path))) is { } left)
        {
            throw new DistributedApplicationException(
                $"'{group.Name}' is to have {nodes.Count} nodes, but {folder.Path} holds a group of {known.Count}: "
                + $"{Path.GetFileName(left)} may have the last commits. Start all of them, or {settings.AnotherFolder} for a smaller "
                + "group.");
        }
    }
}
