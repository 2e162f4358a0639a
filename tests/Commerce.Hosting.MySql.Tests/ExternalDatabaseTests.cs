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
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Taken, and nobody listens.
        var port = ((IPEndPoint)nobody.LocalEndPoint!).Port;

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new ExternalDatabase("shop", $"Server=127.0.0.1;Port={port};User ID=shop;Password=secret-word").EnsureUsableAsync(
                TestContext.Current.CancellationToken));

        Assert.StartsWith(
            $"ConnectionStrings:shop: no MySQL can be used at 127.0.0.1:{port}. Start it", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.Message, StringComparison.Ordinal);
    }
}
