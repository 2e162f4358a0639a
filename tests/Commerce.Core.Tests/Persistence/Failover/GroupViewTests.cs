using Commerce.MySql.Failover;

namespace Commerce.Core.Tests.Persistence.Failover;

public sealed class GroupViewTests
{
    private static readonly ServerReport Away = new(ServerRole.Gone);

    [Theory]
    [InlineData("PRIMARY", "ONLINE", 3, 3, "Primary")]
    [InlineData("PRIMARY", "ONLINE", 3, 2, "Primary")]
    [InlineData("PRIMARY", "ONLINE", 3, 1, "Unfit")]
    [InlineData("PRIMARY", "ONLINE", 2, 1, "Unfit")]
    [InlineData("PRIMARY", "ONLINE", 1, 1, "Primary")]
    [InlineData("SECONDARY", "ONLINE", 3, 3, "Secondary")]
    [InlineData("SECONDARY", "RECOVERING", 3, 3, "Unfit")]
    [InlineData("", "OFFLINE", 1, 0, "Unfit")]
    [InlineData("", "ERROR", 1, 0, "Unfit")]
    public void Only_a_majority_makes_a_primary(string role, string state, int members, int answering, string expected) =>
        Assert.Equal(expected, GroupView.Read(role, state, members, answering, "1:7", isReadOnly: false).Role.ToString());

    [Fact]
    public void Of_two_that_call_themselves_primary_the_later_view_decides()
    {
        var (woken, elected) = (Read("PRIMARY", "12:9"), Read("PRIMARY", "12:10"));

        Assert.Equal(1, GroupView.FindPrimary([woken, elected, Away]));
        Assert.Null(GroupView.FindPrimary([elected, elected]));
    }

    [Fact]
    public void Without_a_group_the_only_one_that_takes_writes_is_the_primary()
    {
        var (open, shut) = (Alone(isReadOnly: false), Alone(isReadOnly: true));

        Assert.Equal(1, GroupView.FindPrimary([shut, open, Away]));
        Assert.Null(GroupView.FindPrimary([open, open]));
        Assert.Null(GroupView.FindPrimary([shut, Away]));
    }

    [Fact]
    public void Beside_members_of_a_group_a_server_that_is_in_none_is_not_written_to() =>
        Assert.Null(GroupView.FindPrimary([Read("SECONDARY", "12:9"), Alone(isReadOnly: false)]));

    [Fact]
    public void What_is_told_of_each_server_is_what_it_may_be_used_as()
    {
        var (woken, elected, secondary) = (Read("PRIMARY", "12:9"), Read("PRIMARY", "12:10"), Read("SECONDARY", "12:10"));

        Assert.Equal(
            [ServerState.Unfit, ServerState.Primary, ServerState.Secondary, ServerState.Away, ServerState.Away, ServerState.Unfit],
            GroupView.StatesOf(
                [woken, elected, secondary, Away, new ServerReport(ServerRole.Silent), new ServerReport(ServerRole.Unfit)]));
    }

    [Fact]
    public void Without_a_group_the_one_that_takes_writes_is_told_as_the_primary() =>
        Assert.Equal(
            [ServerState.Secondary, ServerState.Primary],
            GroupView.StatesOf([Alone(isReadOnly: true), Alone(isReadOnly: false)]));

    private static ServerReport Read(string role, string view) => GroupView.Read(role, "ONLINE", 3, 3, view, isReadOnly: true);

    private static ServerReport Alone(bool isReadOnly) => GroupView.Read(null, null, 0, 0, null, isReadOnly);
}
