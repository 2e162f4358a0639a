using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.ServiceDefaults.Tests;

/// <summary>A service that cannot be made, or would outlive what it holds, stops the start instead of the first request.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void What_cannot_be_made_stops_the_start(string environment)
    {
        var thrown = Assert.Throws<AggregateException>(() => Build(environment, services => services.AddSingleton<NeedsMissing>()));

        Assert.Contains(nameof(Missing), thrown.Message);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void A_singleton_that_holds_a_scoped_service_stops_the_start(string environment)
    {
        var thrown = Assert.Throws<AggregateException>(
            () => Build(environment, services => services.AddScoped<Missing>().AddSingleton<NeedsMissing>()));

        Assert.Contains("Cannot consume scoped service", thrown.Message);
    }

    [Fact]
    public async Task Without_either_it_starts() =>
        await Build("Production", services => services.AddSingleton<Missing>().AddSingleton<NeedsMissing>()).DisposeAsync();

    private static WebApplication Build(string environment, Action<IServiceCollection> register)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.AddServiceDefaults();
        register(builder.Services);
        return builder.Build();
    }

    private sealed class Missing;

    private sealed class NeedsMissing(Missing missing)
    {
        public Missing Missing { get; } = missing;
    }
}
