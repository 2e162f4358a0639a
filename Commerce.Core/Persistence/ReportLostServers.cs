using System.Data.Common;
using Commerce.MySql.Failover;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Commerce.Core.Persistence;

/// <summary>Tells of errors that say that a server was lost, whoever meets them.</summary>
internal sealed class ReportLostServers(MySqlServers servers) : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) =>
        Report(eventData.Context, eventData.Exception);

    public Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default) =>
        Report(eventData.Context, eventData.Exception);

    public Task TransactionFailedAsync(
        DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default) =>
        Report(eventData.Context, eventData.Exception);

    private Task Report(DbContext? context, Exception error)
    {
        if (context is CommerceDbContext { Source: { } source })
        {
            servers.Report(source, error);
        }

        return Task.CompletedTask;
    }
}
