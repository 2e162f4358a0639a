namespace Commerce.Hosting.MySql.Tests;

/// <summary>A folder with a script in it that stands for a program.</summary>
internal sealed class FakeTool : IDisposable
{
    public FakeTool(string name, string script)
    {
        System.IO.File.WriteAllText(File(name), "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("commerce-tool-").FullName;

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
