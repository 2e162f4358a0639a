extern alias CommerceApi;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Hosting;

/// <summary>The API as its own Program builds it, on a real socket, with demo data in a database that is empty at first.</summary>
internal sealed class ApiFactory(string database, Uri pg) : WebApplicationFactory<CommerceApi::Program>
{
    public const string OperatorKey = "operator key of the tests of the API";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:commerce", database);
        builder.UseSetting("Database:TransactionsAtOnce", "8"); // Also where there is one processor.
        builder.UseSetting("Pg:BaseAddress", pg.ToString());
        builder.UseSetting("Operator:Key", OperatorKey);
        builder.UseSetting("Books:SilenceLimit", "00:00:01"); // Nobody wants to wait for a PG that hangs.
        builder.UseSetting("Books:BatchSize", "3");
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}
