namespace Commerce.TestHost;

/// <summary>The names under which the AppHost knows its parts.</summary>
public static class StackResources
{
    public const string MySql = "mysql";
    public const string PgSimulator = "pg-simulator";
    public const string Api = "commerce-api";
    public const string Worker = "worker";

    /// <summary>Connection name of the API's and the worker's database.</summary>
    public const string CommerceDatabase = "commerce";

    /// <summary>Connection name of the simulator's own database.</summary>
    public const string PaymentGatewayDatabase = "paymentgateway";

    public static readonly string[] Services = [PgSimulator, Api, Worker];

    internal static readonly string[] All = [MySql, .. Services];

    /// <summary>One process of a service that has several, which are numbered from 1.</summary>
    public static string Replica(string service, int number) => $"{service}-{number}";

    /// <summary>The processes of a service among the resources of a stack: itself, or its replicas where it has several.</summary>
    internal static IReadOnlyList<string> InstancesOf(string service, IEnumerable<string> processes)
    {
        var names = processes.Where(name => name == service
            || (name.StartsWith($"{service}-", StringComparison.Ordinal) && int.TryParse(name[(service.Length + 1)..], out _))).ToList();
        return names is [] ? [service] : names;
    }
}
