extern alias CommerceApi;

using Commerce.Core.Persistence;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Hosting;

/// <summary>The API as its own Program builds it, on a real socket, with demo data in a database that is empty at first.</summary>
internal sealed class ApiFactory(string database, Uri pg) : WebApplicationFactory<CommerceApi::Program>
{
    public const string OperatorKey = "operator key of the tests of the API";

    /// <summary>What the secrets of webhooks are sealed with.</summary>
    public static readonly string SealingKey = Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        // Not by UseKestrel(0): that one sets the port while the host may have begun already.
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("ConnectionStrings:commerce", database);
        builder.UseSetting("Database:TransactionsAtOnce", "8"); // Also where there is one processor.
        builder.UseSetting("Database:QueueTimeout", "00:01:00"); // A hundred at once may wait long on a busy machine.
        builder.UseSetting("Database:NewWorkTimeout", "00:01:00");
        builder.UseSetting("Overload:PlacingQueue", "1000"); // Nor is anybody of them to be refused.
        builder.UseSetting("Overload:MembersQueue", "1000");
        builder.UseSetting("Pg:BaseAddress", pg.ToString());
        builder.UseSetting("Operator:Key", OperatorKey);
        builder.UseSetting("Webhooks:SealingKey", SealingKey);
        builder.UseSetting("Webhooks:AllowHttp", "true");
        builder.UseSetting("Webhooks:AllowedNetworks:0", "127.0.0.0/8");
        builder.UseSetting("Events:Heartbeat", "00:00:02");
        builder.UseSetting("Reconciliation:SilenceLimit", "00:00:01"); // Nobody wants to wait for a PG that hangs.
        builder.UseSetting("Reconciliation:BatchSize", "3");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            // Every process has options of its own, and EF takes many of them in one for a mistake.
            services.ConfigureDbContext<CommerceDbContext>(options =>
                options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
            CountingContexts.Wrap(services);
        });
    }
}
