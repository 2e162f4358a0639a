namespace Commerce.TestHost;

/// <summary>The folder of a stack's database: a fresh one that is deleted at the end, or one that is given and kept.</summary>
internal sealed class DataFolder(string? given) : IDisposable
{
    private readonly bool _isOurs = given is null;

    public string Path { get; } = given ?? Directory.CreateTempSubdirectory("commerce-test-").FullName;

    public void Dispose()
    {
        if (_isOurs)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
