using System.Security.Cryptography;

namespace Commerce.Hosting.MySql.Machine;

/// <summary>Files and folders for their owner alone. A file appears whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var half = file + ".half";
        File.Delete(half);
        using (var writer = new StreamWriter(half, options))
        {
            writer.Write(text);
        }

        File.Move(half, file, overwrite: true);
    }

    /// <summary>Makes a folder for its owner alone, or takes the one that is there.</summary>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else, who could put anything in it.</exception>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, OwnerOnly);
        File.SetUnixFileMode(folder, OwnerOnly); // Only the owner of a folder can.
    }

    /// <summary>The secret in <paramref name="file"/>, made up when there is none yet.</summary>
    /// <exception cref="DistributedApplicationException">The file is empty: an account would have no password.</exception>
    public static string Secret(string file) => Kept(file, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>What stands in <paramref name="file"/>; written there once by <paramref name="make"/>.</summary>
    /// <exception cref="DistributedApplicationException">The file is empty.</exception>
    public static string Kept(string file, Func<string> make)
    {
        if (!File.Exists(file))
        {
            Write(file, make());
        }

        return File.ReadAllText(file).Trim() is { Length: > 0 } kept
            ? kept
            : throw new DistributedApplicationException(
                $"{file} is empty. Put back what it held, or delete it to have it made up anew.");
    }
}
