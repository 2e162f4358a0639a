using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Commerce.AppHost.Dashboard;
using Commerce.AppHost.Demo;
using Commerce.TestHost;
using Commerce.TestHost.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.AppHost.Tests.Dashboard;

/// <summary>The dashboard's commands and circuits, as its pages and the Aspire CLI reach them.</summary>
public sealed class CommandTests(StackFixture running) : IClassFixture<StackFixture>
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(3);

    private readonly CommerceStack _stack = running.Stack;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api", StackResources.Api)]
    [InlineData("worker", StackResources.Worker)]
    public async Task The_circuits_of_a_process_are_below_it_and_closed(string prefix, string process)
    {
        foreach (var circuit in new[] { "pg-payments", "pg-lookups", "pg-cancels" })
        {
            var shown = await StateAsync($"{prefix}-{circuit}", "CLOSED");

            var properties = shown.Snapshot.Properties.ToDictionary(property => property.Name, property => property.Value?.ToString());
            Assert.StartsWith(process, properties["resource.parentName"], StringComparison.Ordinal);
            Assert.Equal(KnownResourceStateStyles.Success, shown.Snapshot.State!.Style);
            Assert.Contains("opens at", properties["circuit.failureRate"], StringComparison.Ordinal);
            Assert.Contains("opens at", properties["circuit.slowCallRate"], StringComparison.Ordinal);
            Assert.Equal("-", properties["circuit.retryAfter"]);
            Assert.Contains("circuit.bufferedCalls", properties.Keys);
        }
    }

    [Fact]
    public async Task A_circuit_is_moved_in_its_own_process_and_in_no_other()
    {
        Assert.Contains(
            "pg-lookups of worker is FORCED_OPEN", await DoneAsync("worker-pg-lookups", "force-open"), StringComparison.Ordinal);

        var forced = await StateAsync("worker-pg-lookups", "FORCED_OPEN");
        Assert.Equal(KnownResourceStateStyles.Error, forced.Snapshot.State!.Style);
        Assert.True(_stack.App.ResourceNotifications.TryGetCurrentState("api-pg-lookups", out var other));
        Assert.Equal("CLOSED", other.Snapshot.State!.Text);

        Assert.Contains("is CLOSED, with 0 calls in its window", await DoneAsync("worker-pg-lookups", "close"), StringComparison.Ordinal);
        await StateAsync("worker-pg-lookups", "CLOSED");
        Assert.Contains("is CLOSED", await DoneAsync("worker-pg-lookups", "reset"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_pg_opens_the_circuit_and_a_healed_one_closes_it()
    {
        Assert.Equal("Broken: every payment request is answered 500 (refuseRate is 1).", await DoneAsync(
            StackResources.PgSimulator, "break", ("fault", "refuseRate")));
        var opening = StateAsync("api-pg-payments", "OPEN"); // It lasts ten seconds, and on a busy machine the orders take longer.
        var halfOpening = StateAsync("api-pg-payments", "HALF_OPEN");
        Assert.StartsWith("30 orders: ",
            await DoneAsync(StackResources.Api, "place-orders", ("count", "30"), ("card", DemoCard.Dice.CardNo)), StringComparison.Ordinal);

        var open = await opening;
        Assert.Equal(KnownResourceStateStyles.Error, open.Snapshot.State!.Style);
        Assert.EndsWith(" s", (string)open.Snapshot.Properties.Single(property => property.Name == "circuit.retryAfter").Value!,
            StringComparison.Ordinal);

        Assert.StartsWith(
            "Healed: 0 of the payment requests", await DoneAsync(StackResources.PgSimulator, "heal"), StringComparison.Ordinal);
        var half = await halfOpening; // By itself, ten seconds after it opened.
        Assert.Equal(KnownResourceStateStyles.Warn, half.Snapshot.State!.Style);
        var closing = StateAsync("api-pg-payments", "CLOSED");
        while (!closing.IsCompleted) // It may have opened once more, on orders that were still being placed when the PG was healed.
        {
            await DoneAsync(StackResources.Api, "place-orders", ("count", "10"), ("card", DemoCard.For("approved")));
        }

        await closing;
    }

    [Fact]
    public async Task A_process_that_is_down_has_circuits_of_which_nothing_is_known()
    {
        await _stack.StopAsync(StackResources.Worker, _ct);
        await StateAsync("worker-pg-cancels", CircuitResource.Unknown);

        await _stack.StartAsync(StackResources.Worker, _ct);
        await StateAsync("worker-pg-cancels", "CLOSED");
    }

    [Fact]
    public async Task Books_of_a_day_are_compared_and_told_in_figures() =>
        Assert.Equal("2025-08-16: 0 lines, the PG owes us 0 won by its books and 0 by ours. No breaks; 0 lines are not settled yet.",
            await DoneAsync(StackResources.Api, "compare-books", ("date", "2025-08-16")));

    [Fact]
    public async Task What_the_api_refuses_is_told_in_its_own_words()
    {
        var result = await RunAsync(StackResources.Api, "compare-books", ("date", "1999-12-31"));

        Assert.False(result.Success);
        Assert.StartsWith("commerce-api answered 400: ", result.Message, StringComparison.Ordinal);
        Assert.Contains("2000-01-01", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count", "0")]
    [InlineData("count", "201")]
    [InlineData("count", "1.5")]
    [InlineData("count", "many")]
    [InlineData("count", "")]
    [InlineData("card", "4111-1111-1111-1111")]
    public async Task Wrong_arguments_place_no_order(string name, string value)
    {
        var arguments = new Dictionary<string, string> { ["count"] = "1", ["card"] = DemoCard.For("approved"), [name] = value };
        var before = await OrdersAsync();

        var result = await RunAsync(StackResources.Api, "place-orders", [.. arguments.Select(pair => (pair.Key, pair.Value))]);

        AssertWrongArguments(result);
        Assert.Equal(before, await OrdersAsync());
    }

    [Fact]
    public async Task A_fault_that_there_is_not_breaks_nothing() =>
        AssertWrongArguments(await RunAsync(StackResources.PgSimulator, "break", ("fault", "banana")));

    [Fact]
    public async Task A_day_that_there_is_not_compares_nothing() =>
        AssertWrongArguments(await RunAsync(StackResources.Api, "compare-books", ("date", "2025-02-30")));

    [Theory]
    [InlineData(StackResources.PgSimulator, "break")]
    [InlineData("api-pg-payments", "force-open")]
    [InlineData("api-pg-payments", "close")]
    [InlineData("worker-pg-lookups", "reset")]
    public void What_hurts_asks_first(string resource, string command)
    {
        var model = _stack.App.Services.GetRequiredService<DistributedApplicationModel>();

        var found = Assert.Single(
            model.Resources.Single(r => r.Name == resource).Annotations.OfType<ResourceCommandAnnotation>(), c => c.Name == command);

        Assert.NotNull(found.ConfirmationMessage);
    }

    [Fact]
    public async Task The_cards_to_choose_from_are_those_that_the_pg_knows()
    {
        using var pg = _stack.CreateClient(StackResources.PgSimulator);
        var known = (await pg.GetAnswerAsync("/api/v1/test-cards", _ct)).Data<TestCard[]>();

        Assert.Equal(known, DemoCard.All.Skip(1).Select(card => new TestCard(card.CardNo, card.Fate)));
    }

    private async Task<ResourceEvent> StateAsync(string resource, string state) =>
        await _stack.App.ResourceNotifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state, _ct)
            .WaitAsync(HangGuard, _ct);

    private async Task<string> DoneAsync(string resource, string command, params (string Name, string Value)[] arguments)
    {
        var result = await RunAsync(resource, command, arguments);
        Assert.True(result.Success, result.Message);
        return result.Message!;
    }

    private async Task<ExecuteCommandResult> RunAsync(string resource, string command, params (string Name, string Value)[] arguments)
    {
        var inputs = arguments.Select(a => new InteractionInput { Name = a.Name, InputType = InputType.Text, Value = a.Value }).ToList();
        return await _stack.App.ResourceCommands.ExecuteCommandAsync(resource, command, new InteractionInputCollection(inputs), _ct);
    }

    // Which one is wrong, and why, Aspire tells its dashboard and its CLI alone: beside the field, and after the argument's name.
    private static void AssertWrongArguments(ExecuteCommandResult result)
    {
        Assert.False(result.Success);
        Assert.Equal("Command argument validation failed.", result.Message);
    }

    private async Task<long> OrdersAsync()
    {
        using var api = _stack.CreateClient(StackResources.Api);
        api.DefaultRequestHeaders.Add("X-USER-ID", "demo1");
        return (await api.GetAnswerAsync("/api/v1/orders", _ct)).Data<PageAnswer<OrderAnswer>>().TotalElements;
    }

    private sealed record TestCard(string CardNo, string Outcome);
}
