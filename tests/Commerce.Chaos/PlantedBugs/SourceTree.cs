namespace Commerce.Chaos.PlantedBugs;

/// <summary>The tree that this program was built from.</summary>
internal static class SourceTree
{
    /// <exception cref="InvalidOperationException">It was moved away from there.</exception>
    public static string Root { get; } = FindRoot();

    /// <summary>Whether git can tell which files are its own.</summary>
    public static bool IsCheckedOut => Path.Exists(Path.Combine(Root, ".git"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Commerce.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Commerce.sln is in no folder above this program.");
        }

        return folder.FullName;
    }
}
