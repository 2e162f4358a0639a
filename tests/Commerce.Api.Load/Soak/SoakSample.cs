using System.Diagnostics;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;
using Commerce.TestHost.Load;
using Dapper;

namespace Commerce.Api.Load.Soak;

/// <summary>What was seen at one moment, and in the time before it.</summary>
/// <param name="Hour">Since the beginning, in hours.</param>
/// <param name="Values">By name; the unit is part of it.</param>
internal sealed record SoakSample(double Hour, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>What must not grow, however long it runs.</summary>
    public static readonly IReadOnlyList<string> Level =
    [
        .. StackResources.Services.SelectMany(service => new[] { Memory(service), Threads(service), Handles(service) }),
        "connections of the database", "placing p50, ms", "placing p99, ms", "open payments", "oldest open payment, s",
        "messages in the outbox", "callbacks to be used", "disk per order, bytes",
    ];

    private const string Backlog = """
        SELECT (SELECT COUNT(*) FROM commerce.orders) AS Orders,
               (SELECT COUNT(*) FROM commerce.commerce_payments WHERE status IN ('PENDING', 'TIMEOUT')) AS Payments,
               (SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(created_at), UTC_TIMESTAMP(6)), 0) FROM commerce.commerce_payments
                WHERE status IN ('PENDING', 'TIMEOUT')) AS Oldest,
               (SELECT COUNT(*) FROM commerce.outbox WHERE done_at IS NULL AND set_aside_at IS NULL) AS Outbox,
               (SELECT COUNT(*) FROM commerce.callback_inbox WHERE next_try_at IS NOT NULL) AS Inbox,
               (SELECT SUM(file_size) FROM information_schema.innodb_tablespaces WHERE name LIKE 'commerce/%') AS Disk,
               (SELECT CAST(variable_value AS UNSIGNED) FROM performance_schema.global_status
                WHERE variable_name = 'Threads_connected') AS Connections
        """;

    public static async Task<SoakSample> TakeAsync(PaidOrdersShop shop, double hour, Latencies placing, SoakSample? first)
    {
        var values = new Dictionary<string, double>();
        foreach (var service in StackResources.Services)
        {
            var pid = shop.Stack.PidOf(service) ?? throw new InvalidOperationException($"{service} is down.");
            using var process = Process.GetProcessById(pid);
            values[Memory(service)] = process.WorkingSet64 / 1024.0 / 1024;
            values[Threads(service)] = process.Threads.Count;
            values[Handles(service)] = HandlesOf(process);
        }

        await using var server = await shop.OpenServerAsync();
        var backlog = await server.QuerySingleAsync<Counts>(Backlog);
        values["connections of the database"] = backlog.Connections;
        values["placing p50, ms"] = placing.Accepted == 0 ? 0 : placing.At(0.5);
        values["placing p99, ms"] = placing.Accepted == 0 ? 0 : placing.At(0.99);
        values["open payments"] = backlog.Payments;
        values["oldest open payment, s"] = backlog.Oldest;
        values["messages in the outbox"] = backlog.Outbox;
        values["callbacks to be used"] = backlog.Inbox;
        values["orders"] = backlog.Orders;
        values["disk, bytes"] = (double)backlog.Disk;
        values["disk per order, bytes"] = first is null || backlog.Orders <= first.Values["orders"]
            ? 0
            : ((double)backlog.Disk - first.Values["disk, bytes"]) / (backlog.Orders - first.Values["orders"]);
        return new SoakSample(hour, values);
    }

    private static string Memory(string service) => $"{service}: memory, MiB";

    private static string Threads(string service) => $"{service}: threads";

    private static string Handles(string service) => $"{service}: handles";

    private static int HandlesOf(Process process) => OperatingSystem.IsLinux()
        ? Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Count()
        : process.HandleCount;

    private sealed record Counts(long Orders, long Payments, long Oldest, long Outbox, long Inbox, decimal Disk, ulong Connections);
}
