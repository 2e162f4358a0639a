using Commerce.Hosting.MySql.Local;
using Microsoft.Extensions.Configuration;

namespace Commerce.Hosting.MySql.Tests;

/// <summary>A data folder of a test, with the settings of a server.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Db:{setting.Key}", (string?)setting.Value))).Build();
        Settings = MySqlSettings.Read(configuration, "Db", Path);
        Data = MySqlDataFolder.Open(Settings);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("commerce-data-").FullName;

    public MySqlSettings Settings { get; }

    public MySqlDataFolder Data { get; }

    /// <summary>Puts a database of <paramref name="flavour"/> there.</summary>
    public TestFolder With(MySqlFlavour flavour, string version = "8.4.6")
    {
        Directory.CreateDirectory(Data.DataOf(flavour));
        File.WriteAllText(Data.VersionFileOf(flavour), version);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
