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
}
