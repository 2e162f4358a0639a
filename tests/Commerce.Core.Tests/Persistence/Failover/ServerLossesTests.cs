using System.Net.Sockets;
using Commerce.Core.Persistence;
using Commerce.MySql.Failover;
using MySqlConnector;

namespace Commerce.Core.Tests.Persistence.Failover;

public sealed class ServerLossesTests
{
    [Fact]
    public async Task A_server_that_is_not_there_is_gone()
    {
        using var nobody = new MySqlConnection("Server=127.0.0.1;Port=1;User ID=u;Password=p;ConnectionTimeout=2");
        var refused = await Assert.ThrowsAsync<MySqlException>(() => nobody.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ServerLoss.Gone, ServerLosses.Of(refused));
        Assert.Equal(ServerLoss.Gone, ServerLosses.Of(new InvalidOperationException("around it", refused)));
    }

    [Fact]
    public void Another_connection_that_breaks_is_not_the_databases()
    {
        var cut = new SocketException();

        Assert.Equal(ServerLoss.Gone, ServerLosses.Of(cut));
        Assert.Equal(ServerLoss.None, ServerLosses.Of(new HttpRequestException("the PG's", cut)));
        Assert.Equal(ServerLoss.None, ServerLosses.Of(new InvalidOperationException()));
    }

    [Fact]
    public void No_number_is_in_both_lists() => Assert.Empty(ServerLosses.Gone.Keys.Intersect(ServerLosses.NotPrimary.Keys));

    [Fact]
    public void A_commit_of_which_nothing_was_heard_and_a_primary_that_is_not_found_are_outages()
    {
        Assert.Equal("NoPrimary", DatabaseFault.NameOf(new PrimaryNotFoundException("none")));
        Assert.Equal("PrimaryMoved", DatabaseFault.NameOf(new CommitUnknownException(new PrimaryMovedException(new TimeoutException()))));
        Assert.Equal("CommitUnknown", DatabaseFault.NameOf(new CommitUnknownException(new InvalidOperationException())));
        Assert.Equal("ConnectionLost", DatabaseFault.NameOf(new CommitUnknownException(new EndOfStreamException())));
    }
}
