using Commerce.MySql.Failover;
using MySqlConnector;

namespace Commerce.Core.Tests.Persistence.Failover;

public sealed class MySqlHostsTests
{
    [Theory]
    [InlineData("Server=a", "a:3306")]
    [InlineData("Server=a;Port=3310", "a:3310")]
    [InlineData("Server=a:3311;Port=3310", "a:3311")]
    [InlineData("Server=a:3311, b ,c:3313;Port=3310", "a:3311 b:3310 c:3313")]
    [InlineData("Server=[::1]:3311,::1", "::1:3311 ::1:3306")]
    public void Each_server_has_its_own_port_or_the_strings(string connectionString, string hosts) =>
        Assert.Equal(hosts, string.Join(' ', MySqlHosts.Of(connectionString)));

    [Theory]
    [InlineData("Server=a,,b", "empty entry")]
    [InlineData("Server=:3306", "empty entry")]
    [InlineData("Server=a:0", "server a is no number")]
    [InlineData("Server=a:65536", "server a is no number")]
    [InlineData("Server=a:x,b", "server a is no number")]
    [InlineData("Server=a:3306,a", "twice")]
    [InlineData("Database=x", "names no server")]
    public void What_is_no_list_is_refused_without_its_password(string connectionString, string why)
    {
        var refused = Assert.Throws<ArgumentException>(() => MySqlHosts.Of($"{connectionString};Password=sesame"));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_else_of_the_string_is_the_same_for_each()
    {
        var each = MySqlHosts.Split("Server=a:1,b:2;User ID=u;Password=p;Database=d;Maximum Pool Size=7")
            .Select(text => new MySqlConnectionStringBuilder(text));

        Assert.Equal(
            [("a", 1u, "u", "p", "d", 7u), ("b", 2u, "u", "p", "d", 7u)],
            each.Select(s => (s.Server, s.Port, s.UserID, s.Password, s.Database, s.MaximumPoolSize)));
    }
}
