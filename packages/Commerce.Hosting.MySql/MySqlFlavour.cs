namespace Commerce.Hosting.MySql;

/// <summary>Which of the two servers a program is. Their data folders are not interchangeable.</summary>
internal enum MySqlFlavour
{
    MySql,
    MariaDb,
}

internal static class MySqlFlavourExtensions
{
    public static string ProgramName(this MySqlFlavour flavour) => flavour == MySqlFlavour.MySql ? "mysqld" : "mariadbd";

    /// <summary>The first version that will do.</summary>
    public static Version Oldest(this MySqlFlavour flavour) => flavour == MySqlFlavour.MySql ? new(8, 0) : new(10, 11);

    public static string Title(this MySqlFlavour flavour) => flavour == MySqlFlavour.MySql ? "MySQL" : "MariaDB";
}
