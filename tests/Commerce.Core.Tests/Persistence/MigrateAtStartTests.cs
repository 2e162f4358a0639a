using Commerce.Core.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Tests.Persistence;

/// <summary>A service changes the schema at its start in Development alone.</summary>
public sealed class MigrateAtStartTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void No_environment_but_development_accepts_it(string environment)
    {
        using var host = HostOf(environment, "true");

        var refused = Assert.Throws<OptionsValidationException>(() => OptionsOf(host));

        Assert.Equal(
            $"Database:MigrateAtStart is 'true': only Development accepts it, and this is {environment}. Run 'dotnet Commerce.Api.dll "
            + "--migrate' before the services start.",
            Assert.Single(refused.Failures));
    }

    [Theory]
    [InlineData("Development", "true", true)]
    [InlineData("Production", "false", false)]
    [InlineData("Production", null, null)]
    public void All_else_is_accepted(string environment, string? setting, bool? expected)
    {
        using var host = HostOf(environment, setting);

        Assert.Equal(expected, OptionsOf(host).MigrateAtStart);
    }

    private static DatabaseOptions OptionsOf(IHost host) => host.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;

    private static IHost HostOf(string environment, string? setting)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:commerce", "Server=127.0.0.1;Database=commerce;User ID=nobody"),
            new("Database:MigrateAtStart", setting),
        ]);
        builder.Services.AddLogging();
        builder.AddCommerceCore();
        return builder.Build();
    }
}
