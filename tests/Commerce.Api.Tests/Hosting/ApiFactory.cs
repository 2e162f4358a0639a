extern alias CommerceApi;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Hosting;

/// <summary>The API as its own Program builds it, on a real socket, with demo data in a database that is empty at first.</summary>
internal sealed class ApiFactory(string database, Uri pg) : WebApplicationFactory<CommerceApi::Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:commerce", database);
        builder.UseSetting("Pg:BaseAddress", pg.ToString());
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}
