using System.Diagnostics;
using System.Runtime.Versioning;

namespace Commerce.IntegrationTests;

/// <summary>As in its image: the API lies in a folder that it cannot write to, and has none of root's rights.</summary>
[UnsupportedOSPlatform("windows")]
[Collection<ShopCollection>]
public sealed class ReadOnlyFolderTests(Shop shop)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Modes bind root too, once its capabilities are gone. Another user might not even reach the folder.
    private static readonly string[] WithoutRights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];

    [Fact]
    public async Task The_api_takes_an_order_from_a_folder_that_it_cannot_write_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The modes of files are Unix's.");
        Assert.SkipUnless(!Environment.IsPrivilegedProcess || File.Exists("/usr/bin/setpriv"), "Root needs setpriv to give its rights up.");
        var parent = Directory.CreateTempSubdirectory("commerce-image-").FullName;
        try
        {
            var folder = Path.Combine(parent, "app");
            CopyReadOnly(Path.GetDirectoryName(ServiceDll.Of("Commerce.Api"))!, folder);
            File.SetUnixFileMode(parent, Enterable | UnixFileMode.UserWrite);
            var rights = Environment.IsPrivilegedProcess ? WithoutRights : [];
            Assert.NotEqual(0, await ExitCodeOfAsync([.. rights, "touch", Path.Combine(folder, "new")]));
            string[] program = [.. rights, "dotnet", Path.Combine(folder, "Commerce.Api.dll")];

            await using var api = await ApiReplica.StartAsync(
                shop, program, databaseSettings: string.Empty, ("ASPNETCORE_CONTENTROOT", folder), ("HOME", "/nonexistent"));
            var placed = await shop.SendOrderAsync(Shop.CardOrder(5, 1, Cards.Approved), api: api.Client);

            Assert.Equal("COMPLETED", (await shop.EndOfAsync(placed.OrderId)).Status);
        }
        finally
        {
            MakeWritable(parent);
            Directory.Delete(parent, recursive: true);
        }
    }

    private static async Task<int> ExitCodeOfAsync(string[] program)
    {
        using var process = Process.Start(new ProcessStartInfo(program[0], program[1..]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
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
