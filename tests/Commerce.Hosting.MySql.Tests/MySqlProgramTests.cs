using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql.Tests;

public sealed class MySqlProgramTests
{
    public MySqlProgramTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The server here is a shell script.");

    [Theory]
    [InlineData("mysqld  Ver 8.4.6 for Linux on x86_64 (MySQL Community Server - GPL)", "MySQL 8.4.6")]
    [InlineData("/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))", "MySQL 9.7.4")]
    [InlineData("mariadbd  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)", "MariaDB 10.11.14")]
    [InlineData("mysqld  Ver 11.8.3-MariaDB-1 for debian-linux-gnu on aarch64 (Debian)", "MariaDB 11.8.3")]
    public async Task Knows_what_it_is_by_what_it_says(string says, string expected)
    {
        Assert.StartsWith(expected, (await IdentifyAsync($"echo '{says}'")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'mysqld  Ver 5.7.44 for Linux'", "at least 8.0 is needed")]
    [InlineData("echo 'mariadbd  Ver 10.6.22-MariaDB'", "at least 10.11 is needed")]
    [InlineData("echo 'hello'", "is not a MySQL or MariaDB server")]
    [InlineData("echo 'libaio.so.1: cannot open shared object file' >&2; exit 127", "libaio.so.1")]
    public async Task What_cannot_serve_is_refused_with_the_reason(string script, string reason)
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => IdentifyAsync(script));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static async Task<MySqlProgram> IdentifyAsync(string script)
    {
        using var server = new FakeTool("mysqld", script);
        var program = new MySqlProgram(Path.Combine(server.Folder, "mysqld"), [], UserFolder: null, "a test's script");
        return await program.IdentifyAsync(TestContext.Current.CancellationToken);
    }
}
