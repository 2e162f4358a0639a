using System.Globalization;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;
using Spectre.Console;

namespace Commerce.Api.Load.Failover;

/// <summary>
/// Buyers buy on while the primary of the group is lost, round after round. Every order that was acknowledged has to be there, the books
/// have to agree, and orders have to flow again soon.
/// </summary>
internal sealed class FailoverRun(FailoverSettings settings, IAnsiConsole console)
{
    private const int Broken = 1;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PaidAgain = TimeSpan.FromSeconds(15); // What is promised of a primary that is killed.

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly List<FailoverRound> _rounds = [];

    /// <returns>The exit code: 0 when nothing was lost and the books agree.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await console.Status().StartAsync("Starting the stack …", _ => PaidOrdersShop.StartAsync(isGroup: true));
        var group = new GroupUnderLoad(shop.Stack);
        using var over = new CancellationTokenSource();
        using var buyers = new KeyedBuyers(shop);
        var buying = buyers.RunAsync(settings.Clients, over.Token);
        await Task.Delay(WarmUp, _time);
        List<string> faults = [];
        try
        {
            await LosePrimariesAsync(shop.Stack, group, buyers);
            faults.AddRange(settings.Majority ? await new LostMajority(shop, group, console).ExecuteAsync(buyers) : []);
        }
        catch (TimeoutException e)
        {
            faults.Add(e.Message); // What was told until then is compared all the same.
        }

        await over.CancelAsync();
        await buying;
        return Report(buyers, [.. faults, .. TooLong(), .. await new GroupBooks(shop, group).CompareAsync(buyers)]);
    }

    private async Task LosePrimariesAsync(CommerceStack stack, GroupUnderLoad group, KeyedBuyers buyers)
    {
        for (var number = 1; number <= settings.Rounds; number++)
        {
            _rounds.Add(await LosePrimaryAsync(number, stack, group, buyers));
            console.WriteLine(Line(_rounds[^1]));
            await Task.Delay(Pause, _time);
        }
    }

    private async Task<FailoverRound> LosePrimaryAsync(int number, CommerceStack stack, GroupUnderLoad group, KeyedBuyers buyers)
    {
        await group.WholeAsync();
        var lost = await group.PrimaryAsync();
        var at = _time.GetTimestamp();
        if (settings.Stop)
        {
            stack.Pause(lost);
            await Task.Delay(Frozen, _time);
            stack.Resume(lost);
        }
        else
        {
            await stack.KillAsync(lost);
            await UntilPaidAsync(buyers, at);
            await group.StartAsync([lost]);
        }

        await group.WholeAsync();
        return FailoverRound.Of(number, lost, await group.PrimaryAsync(), at, _time.GetTimestamp(), buyers, _time);
    }

    private async Task UntilPaidAsync(KeyedBuyers buyers, long at)
    {
        while (!buyers.Completed.Any(order => order.Sent > at) && _time.GetElapsedTime(at) < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), _time);
        }
    }

    // One round in a hundred may take longer.
    private IEnumerable<string> TooLong() => settings.Stop ? [] : _rounds
        .Where(round => round.Completed > PaidAgain)
        .Skip(_rounds.Count / 100)
        .Select(round => $"round {round.Number}: an order was paid only {Text(Seconds(round.Completed))} s after the loss");

    private int Report(KeyedBuyers buyers, IReadOnlyList<string> wrong)
    {
        var table = new Table().Title(settings.Stop ? "SIGSTOP of the primary for 30 s" : "SIGKILL of the primary")
            .AddColumn("s after the loss");
        foreach (var column in new[] { "p50", "p99", "longest" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        Row("an order is acknowledged that was sent after it", round => round.Placed);
        Row("an order is paid", round => round.Completed);
        Row("longest time between two acknowledgements", round => round.Gap);
        Row("all nodes are in the group again", round => round.Whole);
        console.Write(table);
        console.WriteLine($"{_rounds.Count} rounds, {buyers.Orders} orders: {Ends(buyers.Acknowledged.Values)}");
        console.WriteLine($"other answers: {string.Join(", ", buyers.Refusals.Select(pair => $"{pair.Value} x {pair.Key}"))}");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"wrong: [bold]{wrong.Count}[/]");
        foreach (var line in wrong.Take(20))
        {
            console.WriteLine(line);
        }

        return wrong.Count == 0 ? 0 : Broken;

        void Row(string what, Func<FailoverRound, TimeSpan> figure)
        {
            var sorted = _rounds.Select(round => Seconds(figure(round))).DefaultIfEmpty(double.PositiveInfinity).Order().ToList();
            table.AddRow([what, .. new[] { 0.5, 0.99, 1 }.Select(share => Text(sorted[(int)Math.Ceiling(share * sorted.Count) - 1]))]);
        }
    }

    private static string Line(FailoverRound round) =>
        $"{round.Number}: {round.Lost} to {round.Next}: acknowledged after {Text(Seconds(round.Placed))} s, paid after "
        + $"{Text(Seconds(round.Completed))} s, longest pause {Text(Seconds(round.Gap))} s, whole after {Text(Seconds(round.Whole))} s";

    private static double Seconds(TimeSpan time) => time == TimeSpan.MaxValue ? double.PositiveInfinity : time.TotalSeconds;

    private static string Text(double seconds) => seconds.ToString("F1", CultureInfo.InvariantCulture);

    private static string Ends(IEnumerable<string> ends) =>
        string.Join(", ", ends.GroupBy(end => end).Select(group => $"{group.Count()} {group.Key}"));
}
