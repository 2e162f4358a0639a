using System.Net;
using System.Net.Sockets;

namespace Commerce.Hosting.MySql.Tests;

public sealed class ExternalDatabaseTests
{
    private const string Text = "Server=db.example;User ID=shop;Password=secret-word";

    [Theory]
    [InlineData("5.7.44-log", "MySQL 5.7.44; at least 8.0 is needed")]
    [InlineData("10.6.21-MariaDB-ubu2204", "MariaDB 10.6.21; at least 10.11 is needed")]
    public void A_server_that_is_too_old_is_one_sentence(string version, string reason)
    {
        var error = Assert.Throws<DistributedApplicationException>(() => new ExternalDatabase("shop", Text).EnsureNewEnough(version));

        Assert.StartsWith($"ConnectionStrings:shop leads to {reason}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.0.11")]
    [InlineData("9.7.4-0+deb13u1")]
    [InlineData("10.11.14-MariaDB-0+deb12u2")]
    [InlineData("8.0.mysql_aurora.3.04.0")]
    [InlineData("a server that tells no version")]
    public void Any_other_will_do(string version) => new ExternalDatabase("shop", Text).EnsureNewEnough(version);

    [Fact]
    public async Task A_server_that_is_not_there_is_one_sentence()
    {
        using var nobody = new TakenPort();

        var message = await RefusalOfAsync($"Server=127.0.0.1;Port={nobody.Port};User ID=shop;Password=secret-word");

        Assert.StartsWith(
            $"ConnectionStrings:shop: no MySQL can be used at 127.0.0.1:{nobody.Port}. Start it", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_servers_of_which_none_is_there_are_one_sentence_that_names_each_with_its_port()
    {
        using var first = new TakenPort();
        using var second = new TakenPort();

        var message = await RefusalOfAsync(
            $"Server=127.0.0.1:{first.Port},127.0.0.1:{second.Port};User ID=shop;Password=secret-word");

        Assert.StartsWith(
            $"ConnectionStrings:shop: no MySQL can be used at 127.0.0.1:{first.Port}, 127.0.0.1:{second.Port}. Start one of them",
            message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=a:3306,,b:3306", "its list of servers has an empty entry")]
    [InlineData("Server=a:3306,b:70000", "the port of its server b is no number from 1 to 65535")]
    public void A_list_that_is_none_is_refused_before_anything_is_asked(string servers, string reason)
    {
        var error = Assert.Throws<DistributedApplicationException>(
            () => new ExternalDatabase("shop", $"{servers};User ID=shop;Password=secret-word"));

        Assert.Equal($"ConnectionStrings:shop cannot be read: {reason}.", error.Message);
    }

    private static async Task<string> RefusalOfAsync(string connectionString) => (await Assert.ThrowsAsync<DistributedApplicationException>(
        () => new ExternalDatabase("shop", connectionString).EnsureUsableAsync(TestContext.Current.CancellationToken))).Message;

    /// <summary>Taken, and nobody listens.</summary>
    private sealed class TakenPort : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public TakenPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public void Dispose() => _socket.Dispose();
    }
}
