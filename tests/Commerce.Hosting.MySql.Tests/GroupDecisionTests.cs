using Commerce.Hosting.MySql.Group;

namespace Commerce.Hosting.MySql.Tests;

public sealed class GroupDecisionTests
{
    private const string Source = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

    [Fact]
    public void A_new_group_is_formed_by_its_first_node() =>
        Assert.Equal("db-1", Formed(Outside(1), Outside(2), Outside(3)));

    [Fact]
    public void A_group_that_was_down_is_formed_by_the_node_that_has_all_that_the_others_have() =>
        Assert.Equal("db-3", Formed(Outside(1, "1-5"), Outside(2, "1-7"), Outside(3, "1-9")));

    [Fact]
    public void A_node_that_left_against_its_will_can_form_it() =>
        Assert.Equal("db-2", Formed(Outside(1, "1-5"), In(2, MemberState.Error) with { Transactions = Set("1-6") }, Outside(3, "1-5")));

    [Fact]
    public void It_is_not_formed_while_a_node_does_not_answer() =>
        Assert.Contains("db-2 may have commits", Waits(Outside(1, "1-9"), Silent(2), Outside(3, "1-9")), StringComparison.Ordinal);

    [Fact]
    public void It_is_not_formed_when_each_has_what_the_other_lacks() =>
        Assert.Contains("Nothing is formed", Waits(Outside(1, "1-5"), Outside(2, "1-4:8"), Outside(3, "1-4")), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_not_formed_beside_one_that_is_there(bool isReady)
    {
        var state = isReady ? MemberState.Online : MemberState.Recovering;
        var step = GroupDecision.Next([Outside(1, "1-9"), In(2, state, 2, 3), In(3, state, 2, 3)]);

        Assert.Equal(["db-1"], Assert.IsType<GroupStep.Join>(step).Nodes.Select(node => node.Node));
    }

    [Fact]
    public void It_is_not_formed_beside_one_that_has_lost_its_majority()
    {
        var alone = In(1, MemberState.Online) with
        {
            Members = [Member(1, MemberState.Online), Member(2, MemberState.Unreachable), Member(3, MemberState.Unreachable)],
        };

        Assert.Contains("lost the majority", Waits(alone, Outside(2), Outside(3)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_lost_a_node_lets_it_join_when_it_is_back()
    {
        var others = Enumerable.Range(0, 2).Select(n => In(2 * n + 1, MemberState.Online) with
        {
            Members = [Member(1, MemberState.Online), Member(2, MemberState.Unreachable), Member(3, MemberState.Online)],
        }).ToList();

        Assert.IsType<GroupStep.Nothing>(GroupDecision.Next([others[0], Silent(2), others[1]]));
        Assert.IsType<GroupStep.Join>(GroupDecision.Next([others[0], Outside(2), others[1]]));
    }

    [Fact]
    public void Two_groups_are_told_and_nobody_joins_either() =>
        Assert.Contains(
            "in two groups", Waits(In(1, MemberState.Online, 1), In(2, MemberState.Online, 2), Outside(3)), StringComparison.Ordinal);

    private static string Formed(params NodeReading[] nodes) => Assert.IsType<GroupStep.Form>(GroupDecision.Next(nodes)).First.Node;

    private static string Waits(params NodeReading[] nodes) => Assert.IsType<GroupStep.Wait>(GroupDecision.Next(nodes)).Reason;

    private static NodeReading Silent(int number) => new($"db-{number}");

    private static NodeReading Outside(int number, string ranges = "") =>
        Silent(number) with { Id = $"id-{number}", Transactions = Set(ranges) };

    private static NodeReading In(int number, MemberState state, params int[] members) => Outside(number) with
    {
        Members = [.. members.DefaultIfEmpty(number).Select(member => Member(member, state))],
    };

    private static GroupMember Member(int number, MemberState state) => new($"id-{number}", state, IsPrimary: false);

    private static GtidSet Set(string ranges) => GtidSet.Parse(ranges.Length == 0 ? string.Empty : $"{Source}:{ranges}");
}
