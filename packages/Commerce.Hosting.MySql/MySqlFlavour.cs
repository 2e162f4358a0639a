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

    public static string Title(this MySqlFlavour flavour) => flavour == MySqlFlavour.MySql ? "MySQL" : "MariaDB";
}
