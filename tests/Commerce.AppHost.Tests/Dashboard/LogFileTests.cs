using Commerce.AppHost.Dashboard;

namespace Commerce.AppHost.Tests.Dashboard;

public sealed class LogFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("commerce-logs-").FullName;

    [Fact]
    public void A_new_run_begins_a_new_file_and_keeps_the_one_before()
    {
        Write("the first run");
        Write("the second run");
        Write("the third run");

        Assert.Equal("the third run", Read("api.log"));
        Assert.Equal("the second run", Read("api.1.log"));
    }

    [Fact]
    public void A_file_that_is_full_is_followed_by_a_new_one()
    {
        using (var file = new LogFile(_folder, "api", mostBytes: 100))
        {
            for (var n = 0; n < 100; n++)
            {
                file.WriteLine($"line {n}");
            }
        }

        Assert.EndsWith("line 99", Read("api.log"), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_folder), path => Assert.InRange(new FileInfo(path).Length, 1, 120));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void The_file_that_another_apphost_writes_stays_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere an open file cannot be moved at all.");
        using var first = new LogFile(_folder, "api");
        first.WriteLine("of the first");

        using var second = new LogFile(_folder, "api");
        second.WriteLine("of the second");
        first.WriteLine("of the first again");

        Assert.Equal("of the first\nof the first again", Read("api.log"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string line)
    {
        using var file = new LogFile(_folder, "api");
        file.WriteLine(line);
    }

    private string Read(string name)
    {
        using var reader = new StreamReader(File.Open(Path.Combine(_folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().TrimEnd().ReplaceLineEndings("\n");
    }
}
