using System.Security.Cryptography;

namespace Commerce.AppHost.Dashboard;

/// <summary>Who may move a breaker and compare books: the dashboard, and whoever the user gave the key.</summary>
internal static class OperatorKeyExtensions
{
    private const string Setting = "Operator:Key";

    /// <summary>The key of <c>Operator:Key</c> when the user has set one, else a new one at every start.</summary>
    public static IResourceBuilder<ParameterResource> AddOperatorKey(this IDistributedApplicationBuilder builder)
    {
        var key = builder.Configuration[Setting] is { Length: > 0 } given ? given : Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return builder.AddParameter("operator-key", () => key, secret: true);
    }

    public static IResourceBuilder<ProjectResource> WithOperatorKey(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource> key) => service.WithEnvironment("Operator__Key", key);
}
