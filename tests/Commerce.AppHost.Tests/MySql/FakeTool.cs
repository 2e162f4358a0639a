namespace Commerce.AppHost.Tests.MySql;

/// <summary>A folder with a script in it that stands for a program, to be put first on PATH.</summary>
internal sealed class FakeTool : IDisposable
{
    public FakeTool(string name, string script)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("commerce-tool-").FullName;

    public (string Name, string Value) OnPath => ("PATH", $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
