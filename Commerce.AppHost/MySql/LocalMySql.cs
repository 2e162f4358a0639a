using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.AppHost.MySql;

/// <summary>Runs a real MySQL without a container engine: a mysqld as a process of the stack.</summary>
internal static class LocalMySql
{
    /// <exception cref="SetupException">No server can be had, or the data folder cannot be used.</exception>
    public static async Task<Databases> AddLocalMySqlAsync(this IDistributedApplicationBuilder builder)
    {
        var port = StackPorts.Choose(builder.Configuration, StackKeys.MySqlPort, Databases.ServerName, standard: 0);
        var folder = MySqlDataFolder.Of(builder);
        var held = FileLock.Try(folder.LockFile)
            ?? throw new SetupException($"{folder.Path} is in use by another AppHost. Stop that one, or give this one a folder of its own with --{StackKeys.MySqlDataDirectory}=PATH.");
        builder.Services.AddHostedService(_ => new HeldWhileRunning(held));
        var program = await ChooseAsync(builder, folder, held);
        var secret = folder.Password;
        var password = builder.AddParameter("mysql-password", () => secret, secret: true);
        var server = builder.AddMySqlProcess(Databases.ServerName, program, folder, port, password);
        return new Databases(server.AddDatabase(Databases.CommerceName, create: false), server.AddDatabase(Databases.PaymentGatewayName, create: false));
    }

    private static async Task<MySqlProgram> ChooseAsync(IDistributedApplicationBuilder builder, MySqlDataFolder folder, FileLock held)
    {
        try
        {
            var finder = new MySqlFinder(builder.Configuration, MySqlDownload.ForThisUser());
            return await finder.FirstAsync(candidate => folder.PrepareAsync(candidate, CancellationToken.None), CancellationToken.None);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    // Let go when the host is disposed of: the server has ended by then.
    private sealed class HeldWhileRunning(FileLock held) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => held.Dispose();
    }
}
