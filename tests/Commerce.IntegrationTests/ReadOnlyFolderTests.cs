using System.Runtime.Versioning;

namespace Commerce.IntegrationTests;

/// <summary>As in its image: the API lies in a folder that it cannot write to, and it is not root.</summary>
[UnsupportedOSPlatform("windows")]
[Collection<ShopCollection>]
public sealed class ReadOnlyFolderTests(Shop shop)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Nobody's, by number as in an image: root could write all the same.
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"];

    [Fact]
    public async Task The_api_takes_an_order_from_a_folder_that_it_cannot_write_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The modes of files are Unix's.");
        Assert.SkipUnless(!Environment.IsPrivilegedProcess || File.Exists("/usr/bin/setpriv"), "Root needs setpriv to be nobody.");
        var parent = Directory.CreateTempSubdirectory("commerce-image-").FullName;
        try
        {
            var folder = Path.Combine(parent, "app");
            CopyReadOnly(Path.GetDirectoryName(ServiceDll.Of("Commerce.Api"))!, folder);
            File.SetUnixFileMode(parent, Enterable | UnixFileMode.UserWrite);
            string[] program = [.. Environment.IsPrivilegedProcess ? AsNobody : [], "dotnet", Path.Combine(folder, "Commerce.Api.dll")];

            await using var api = await ApiReplica.StartAsync(
                shop, program, databaseSettings: string.Empty, ("ASPNETCORE_CONTENTROOT", folder), ("HOME", "/nonexistent"));
            var placed = await shop.SendOrderAsync(Shop.CardOrder(5, 1, Cards.Approved), api: api.Client);

            Assert.Equal("COMPLETED", (await shop.EndOfAsync(placed.OrderId)).Status);
            Assert.Empty(Directory.GetFileSystemEntries(folder, "*.log", SearchOption.AllDirectories));
        }
        finally
        {
            MakeWritable(parent);
            Directory.Delete(parent, recursive: true);
        }
    }

    private static void CopyReadOnly(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, Readable);
        }

        foreach (var folder in Directory.GetDirectories(from))
        {
            CopyReadOnly(folder, Path.Combine(to, Path.GetFileName(folder)));
        }

        File.SetUnixFileMode(to, Enterable);
    }

    private static void MakeWritable(string parent)
    {
        foreach (var folder in Directory.GetDirectories(parent, "*", SearchOption.AllDirectories).Prepend(parent))
        {
            File.SetUnixFileMode(folder, Enterable | UnixFileMode.UserWrite);
        }
    }
}
