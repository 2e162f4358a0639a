extern alias CommerceApi;

using Commerce.ServiceDefaults.Configuration;
using CommerceApi::Commerce.Api.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Tests.Access;

/// <summary>What is open by mistake does not start.</summary>
public sealed class AuthOptionsTests
{
    private const string Jwt = "Auth:Mode=Jwt Auth:Authority=https://login.example.com Auth:Audience=commerce";

    [Theory]
    [InlineData("Development", "")]
    [InlineData("Development", "Auth:Mode=Jwt Auth:Authority=http://127.0.0.1:5001 Auth:Audience=commerce")]
    [InlineData("Development", "Auth:Mode=Jwt Authentication:Schemes:Bearer:SigningKeys:0:Value=x "
        + "Authentication:Schemes:Bearer:ValidAudiences:0=http://localhost:8080")]
    [InlineData("Production", "Auth:TrustedProxies:0=10.0.0.0/8 Auth:TrustedProxies:1=2001:db8::/32 Auth:TrustedProxies:2=192.0.2.7")]
    [InlineData("Production", Jwt)]
    public void What_is_closed_starts(string environment, string settings) => Assert.NotNull(Read(environment, settings));

    [Theory]
    [InlineData("Production", "", "Auth:TrustedProxies:0 is not set: outside Development Auth:Mode is Header only behind a gateway")]
    [InlineData("Staging", "Auth:Mode=Header", "Auth:TrustedProxies:0 is not set: ")]
    [InlineData("Development", "Auth:TrustedProxies:0=10.0.0.0/33", "Auth:TrustedProxies:0 is '10.0.0.0/33': it must be a network such as")]
    [InlineData("Development", "Auth:TrustedProxies:0=10.1", "Auth:TrustedProxies:0 is '10.1': it must be a network such as")]
    [InlineData("Production", "Auth:Mode=Jwt Auth:Audience=commerce", "Auth:Authority is not set: ")]
    [InlineData("Production", "Auth:Mode=Jwt Auth:Authority=https://login.example.com", "Auth:Audience is not set: ")]
    [InlineData("Production", "Auth:Mode=Jwt Auth:Authority=http://login.example.com Auth:Audience=commerce",
        "Auth:Authority is 'http://login.example.com/': outside Development it must begin with https.")]
    [InlineData("Production", $"{Jwt} Authentication:Schemes:Bearer:SigningKeys:0:Value=x", "Authentication:Schemes:Bearer is set: ")]
    [InlineData("Production", $"{Jwt} ForwardedHeaders_Enabled=true", "ForwardedHeaders_Enabled is 'true': ")]
    [InlineData("Development", $"{Jwt} Auth:ClockSkew=00:06:00", "Auth:ClockSkew is '00:06:00': ")]
    [InlineData("Development", "Auth:Authority=ftp://x", "Auth:Authority is 'ftp://x': it must be an absolute http or https address.")]
    [InlineData("Development", "Auth:Mod=Jwt", "Auth:Mod is set, but there is no such setting, only ")]
    public void What_is_open_does_not_start(string environment, string settings, string sentence)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(environment, settings));

        Assert.StartsWith(sentence, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    private static AuthOptions Read(string environment, string settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment })
            .AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddValidatedOptions<AuthOptions>(AuthOptions.Section);
        return services.BuildServiceProvider().GetRequiredService<IOptions<AuthOptions>>().Value;
    }
}
