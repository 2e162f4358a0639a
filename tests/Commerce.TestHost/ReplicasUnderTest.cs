using System.Globalization;

namespace Commerce.TestHost;

/// <summary>
/// How many processes of the API and how many workers the tests' stacks have, where whoever runs them asks for several. Where nobody does,
/// they have what a user gets, which is one of each.
/// </summary>
public static class ReplicasUnderTest
{
    /// <summary>Null: none was asked for.</summary>
    public static int? Asked => AppContext.GetData("Commerce.Tests.Replicas") is string text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;

    /// <summary>How the AppHost is told.</summary>
    internal static IReadOnlyList<string> AppHostArgs =>
        Asked is { } count ? [$"--Commerce:Replicas:Api={count}", $"--Commerce:Replicas:Worker={count}"] : [];
}
