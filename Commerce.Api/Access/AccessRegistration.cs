using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Networks;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Access;

internal static class AccessRegistration
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddValidatedOptions<AuthOptions>(AuthOptions.Section);
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<AuthOptions>>(Believe);
        services.AddSingleton<IAuthenticationConfigurationProvider, BearerSection>();
        new AuthenticationBuilder(services)
            .AddJwtBearer()
            .AddScheme<AuthenticationSchemeOptions, MemberHeaderHandler>(AccessPolicies.HeaderScheme, configureOptions: null);
        services.AddSingleton<BearerEvents>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, ConfigureBearer>();
        services.AddSingleton<IConfigureOptions<AuthorizationOptions>, AccessPolicies>();
        services.AddOptions<OperatorSchemes>().Configure<IOptions<AuthOptions>>(AddTokens);
        services.AddSingleton<RefuseOperators>();
        services.AddActivatedSingleton<AccessTelemetry>(); // At start: a counter that is not there yet cannot be seen to rise.
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AnswerRefused>();
    }

    /// <summary>After what writes errors, before whatever costs more than to find out who asks.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseMiddleware<NotePeer>();
        app.UseForwardedHeaders();
        app.UseAuthorization();
    }

    private static void Believe(ForwardedHeadersOptions forwarded, IOptions<AuthOptions> options)
    {
        var proxies = NetworkList.Parse(options.Value.TrustedProxies).All;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardLimit = options.Value.ForwardLimit;
        // Without networks it would believe everybody.
        forwarded.ForwardedHeaders = proxies.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
        {
            forwarded.KnownIPNetworks.Add(proxy);
        }
    }

    /// <summary>Where <c>dotnet user-jwts</c> writes.</summary>
    private sealed class BearerSection(IConfiguration configuration) : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = configuration.GetSection("Authentication");
    }

    private static void AddTokens(OperatorSchemes schemes, IOptions<AuthOptions> options)
    {
        if (options.Value.Mode == AuthMode.Jwt)
        {
            schemes.Names.Add(JwtBearerDefaults.AuthenticationScheme);
        }
    }
}
