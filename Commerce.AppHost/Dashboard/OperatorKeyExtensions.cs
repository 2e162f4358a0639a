using System.Security.Cryptography;

namespace Commerce.AppHost.Dashboard;

/// <summary>Who may move a breaker and compare books: the dashboard, and whoever the user gave the key.</summary>
internal static class OperatorKeyExtensions
{
    public const string Setting = "Operator:Key";

    private const int Shortest = 32; // The services refuse less.

    /// <summary>The key of <c>Operator:Key</c> when the user has set one, else a new one at every start.</summary>
    /// <exception cref="SetupException">The user's cannot be one.</exception>
    public static IResourceBuilder<ParameterResource> AddOperatorKey(this IDistributedApplicationBuilder builder)
    {
        var key = builder.Configuration[Setting] is { Length: > 0 } given
            ? Checked(given)
            : Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return builder.AddParameter("operator-key", () => key, secret: true);
    }

    public static IResourceBuilder<ProjectResource> WithOperatorKey(
        this IResourceBuilder<ProjectResource> service,
        IResourceBuilder<ParameterResource> key) => service.WithEnvironment("Operator__Key", key);

    // It is sent in a header, which takes no other letters. A secret is not repeated.
    private static string Checked(string key) => key.Length >= Shortest && key == key.Trim() && key.All(c => c is >= ' ' and <= '~')
        ? key
        : throw new SetupException(
            $"{Setting} cannot be used: it must have {Shortest} characters or more, letters, digits and signs of ASCII, without a blank "
            + "at its ends. Or leave it out to have one made up.");
}
