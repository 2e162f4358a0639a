namespace Commerce.Docs.Tests;

/// <summary>The files of this repository as they lie on the disk, without what a build leaves.</summary>
internal static class Repository
{
    private static readonly string[] BuildOutput = ["bin", "obj", "artifacts", ".data", ".git", "TestResults", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes, in alphabetical order.</summary>
    public static IEnumerable<string> Files(string extension) =>
        FilesBelow(new DirectoryInfo(Root))
            .Where(file => file.Extension == extension)
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> FilesBelow(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(
            folder.EnumerateDirectories().Where(inner => !BuildOutput.Contains(inner.Name)).SelectMany(FilesBelow));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Commerce.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Commerce.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
