using System.Security.Cryptography;
using Commerce.AppHost;
using Commerce.AppHost.Dashboard;
using Commerce.AppHost.Demo;
using Commerce.AppHost.Replicas;

// mysql, then pg-simulator and commerce-api (which needs no PG to start), then the worker: each when what it needs is healthy.
if (Help.IsWanted(args))
{
    Console.WriteLine(Help.Text);
    return 0;
}

try
{
    var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, EnableResourceLogging = true });
    builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true"; // The host ends after what it started, not before.
    StackKeys.EnsureAllKnown(builder.Configuration);
    var logs = builder.AddServiceLogs(DemoRun.IsWanted(args));
    var replicas = ReplicaCounts.Read(builder.Configuration);
    var ports = await StackPorts.ReadAsync(builder);
    var databases = builder.AddDatabases();
    var operatorKey = builder.AddOperatorKey();

    var pg = builder.AddProject<Projects.Commerce_PgSimulator>("pg-simulator")
        .OnPort(ports.Pg)
        .WithPromptHealthCheck("/health")
        .WithReference(databases.PaymentGateway)
        .WaitFor(databases.PaymentGateway)
        .WithFaultCommands()
        .ShownAs("BuildingBank", ("/", "PG page"), ("/health", "Health"), ("/metrics", "Metrics"));

    var api = builder.AddBalanced<Projects.Commerce_Api>("commerce-api", ports.Api, replicas.Api, (api, number) => api
        .WithPromptHealthCheck("/health")
        .WithReference(databases.Commerce)
        .WithReference(pg)
        .WaitFor(databases.Commerce)
        .WithCircuits($"api{number}", operatorKey)
        .ShownAs("Cart", ("/scalar", "API reference"), ("/health", "Health"), ("/metrics", "Metrics"))).WithSharedCircuits(replicas);
    api.Entry.WithShopCommands(operatorKey);

    var worker = builder.AddReplicated<Projects.Commerce_Worker>("worker", ports.Worker, replicas.Worker, (worker, number) => worker
        .WithPromptHealthCheck("/health")
        .WithReference(databases.Commerce)
        .WithReference(pg)
        .WaitFor(databases.Commerce)
        .WaitFor(pg)
        .WaitFor(api.Entry)
        .WithCircuits($"worker{number}", operatorKey)
        .ShownAs("Timer", ("/health", "Health"), ("/metrics", "Metrics"))).WithSharedCircuits(replicas);

    // The PG calls back over HTTP, and only where it was told that it may.
    var apiUrl = api.Address;
    worker.WithWebhooks().Each(process => process.WithEnvironment("Pg__CallbackUrl", $"{apiUrl}/api/v1/payments/callback"));
    pg.WithEnvironment("Callbacks__AllowedPrefixes__0", $"{apiUrl}").WithToss(api, worker);

    // It signs what it says; both sides learn the secret anew at every start.
    var secret = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
    var callbackSecret = builder.AddParameter("callback-secret", () => secret, secret: true);
    pg.WithEnvironment("Callbacks__Secrets__0", callbackSecret);
    api.WithWebhooks().Each(process => process.WithEnvironment("Pg__CallbackUrl", $"{apiUrl}/api/v1/payments/callback")
        .WithEnvironment("Pg__CallbackSecrets__0", callbackSecret).WithEnvironment("Pg__Callbacks", "Signed")
        .WithEnvironment("Pg__HonoursIdempotencyKey", "true")); // The simulator does; the original does not.

    if (DemoRun.IsWanted(args))
    {
        return await new DemoRun(logs, [pg, api.Entry, .. worker.Replicas], TimeProvider.System)
            .ExecuteAsync(builder.Build(), apiUrl, pg.GetEndpoint("http"), new OperatorClient(api.Entry.Resource, operatorKey.Resource));
    }

    builder.AddWelcome(logs, apiUrl, pg.GetEndpoint("http"), [pg, .. api.Replicas, .. worker.Replicas]);
    await builder.Build().RunAsync();
    return 0;
}
catch (DistributedApplicationException e) when (SetupException.IsReadByPeople)
{
    await Console.Error.WriteLineAsync(e.Message);
    return SetupException.ExitCode;
}
