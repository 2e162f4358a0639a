namespace Commerce.TestHost;

/// <summary>
/// The flavour of the database server that the project which runs the tests asks for. Where none is, they run on the one that a user gets,
/// which is MySQL where it can be had.
/// </summary>
public static class DatabaseFlavour
{
    /// <summary>Null: none was asked for.</summary>
    public static string? Asked => (string?)AppContext.GetData("Commerce.Tests.DatabaseFlavour");

    /// <summary>How the AppHost is told.</summary>
    internal static IReadOnlyList<string> AppHostArgs => Asked is { } flavour ? [$"--Commerce:MySql:Flavour={flavour}"] : [];

    /// <summary>The server could not be started because this machine has none of the flavour and can download none.</summary>
    public static bool CannotBeHad(InvalidOperationException e) =>
        Asked is not null && e.Message.Contains("No MariaDB server can be had", StringComparison.Ordinal);
}
