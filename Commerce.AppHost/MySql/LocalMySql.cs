using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MySqlConnector;

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
        var server = builder.AddExecutable(Databases.ServerName, program.Command, folder.Path, program.RunArgs(folder, port))
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false);
        return server.AddDatabases(folder.Password);
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

    private static Databases AddDatabases(this IResourceBuilder<ExecutableResource> server, string secret)
    {
        var builder = server.ApplicationBuilder;
        var password = builder.AddParameter("mysql-password", () => secret, secret: true);
        var port = server.GetEndpoint("tcp").Property(EndpointProperty.Port);
        var databases = new Databases(Database(Databases.CommerceName), Database(Databases.PaymentGatewayName));
        builder.Services.AddHealthChecks().AddAsyncCheck("mysql_check", async ct =>
        {
            // Not pooled: a connection that is kept open holds up the server's shutdown.
            await using var connection = new MySqlConnection(await databases.Commerce.Resource.GetConnectionStringAsync(ct) + ";Pooling=False");
            await connection.OpenAsync(ct);
            await using var command = new MySqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(ct);
            return HealthCheckResult.Healthy();
        });
        server.WithHealthCheck("mysql_check");
        return databases;

        // The loopback needs no TLS, and with the key that the server hands out instead of it the password is not sent openly either.
        IResourceBuilder<ConnectionStringResource> Database(string name) => builder.AddConnectionString(name, ReferenceExpression.Create(
            $"Server=127.0.0.1;Port={port};User ID=commerce;Password={password};Database={name};SslMode=None;AllowPublicKeyRetrieval=True")).WaitFor(server);
    }

    // Let go when the host is disposed of: the server has ended by then.
    private sealed class HeldWhileRunning(FileLock held) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => held.Dispose();
    }
}
