using System.Globalization;

namespace Commerce.Hosting.MySql.Local;

/// <summary>What a program must have to run a node of a group.</summary>
internal static class GroupProgram
{
    private static readonly Version Oldest = new(8, 4);

    /// <exception cref="DistributedApplicationException">It cannot be one.</exception>
    public static void EnsureForGroup(this MySqlProgram program)
    {
        if (program.Flavour != MySqlFlavour.MySql || program.Version < Oldest)
        {
            throw new DistributedApplicationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{program} cannot be a node of a group: Group Replication is part of MySQL, and is used from {Oldest} on."));
        }

        if (program.PluginFolder is { } folder && !File.Exists(Path.Combine(folder, "group_replication.so")))
        {
            throw new DistributedApplicationException(
                $"{program} came without Group Replication: there is no group_replication.so in {folder}.");
        }
    }
}
