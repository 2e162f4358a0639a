using Commerce.Core.Gateways;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways.Toss;

/// <summary>Toss's books, page by page, and what each line is.</summary>
public sealed class TossBooksTests
{
    private static readonly DateOnly Day = new(2026, 11, 27);

    [Fact]
    public async Task Every_line_of_the_day_is_read_once_over_all_pages_and_says_what_it_is()
    {
        await using var host = await TossHost.StartAsync(("Gateways:Toss:BooksPageSize", "2"));
        host.Toss.Put(new("tgen_cancelled", "o2", 900, "CANCELED")
        {
            BalanceAmount = 0,
            ApprovedAt = "2026-11-27T09:00:00+09:00",
            Cancels = [new("t3", 400), new("t4", 500)],
        });
        host.Toss.Lines.AddRange(
        [
            Line("t1", "tgen_paid", "o1", "DONE", "2026-11-27T00:00:01+09:00", 5_000),
            Line("t2", "tgen_cancelled", "o2", "CANCELED", "2026-11-27T09:00:00+09:00", 900),
            Line("t3", "tgen_cancelled", "o2", "PARTIAL_CANCELED", "2026-11-27T10:00:00+09:00", -400),
            Line("t4", "tgen_cancelled", "o2", "CANCELED", "2026-11-27T11:00:00+09:00", 500),
            Line("t5", "tgen_other", "o3", "DONE", "2026-11-28T00:00:00+09:00", 1),
        ]);

        var lines = await ReadAsync(host);

        Assert.Equal(
            [
                ("t1", GatewayBookLineType.Payment, 5_000), ("t2", GatewayBookLineType.Payment, 900),
                ("t3", GatewayBookLineType.Cancel, 400), ("t4", GatewayBookLineType.Cancel, 500),
            ],
            lines.Select(read => ((GatewayBookRead.Line)read).Value).Select(line => (line.LineId.Value, line.Type, line.Amount)));
        Assert.Single(host.Toss.Looks); // Its cancels are of one payment, which is asked about once.
        Assert.All(host.Toss.BookDays, days => Assert.Equal(("2026-11-27T00:00:00", "2026-11-28T00:00:00"), days)); // With its last second.
    }

    [Fact]
    public async Task A_day_that_asks_for_more_looks_than_the_books_may_in_a_minute_takes_its_time()
    {
        await using var host = await TossHost.StartAsync(
            ("Gateways:Toss:RequestsPerMinute", "2"), ("Gateways:Toss:BooksTimeLimit", "00:00:05"));
        host.Toss.Put(new("tgen_one", "o1", 900, "CANCELED") { BalanceAmount = 0, ApprovedAt = "2026-11-27T09:00:00+09:00" });
        host.Toss.Put(new("tgen_two", "o2", 900, "CANCELED") { BalanceAmount = 0, ApprovedAt = "2026-11-27T09:00:00+09:00" });
        host.Toss.Lines.AddRange(
        [
            Line("t1", "tgen_one", "o1", "CANCELED", "2026-11-27T09:00:00+09:00", 900),
            Line("t2", "tgen_two", "o2", "CANCELED", "2026-11-27T09:00:00+09:00", 900),
        ]);

        var reading = await ReadAsync(host);

        Assert.IsType<GatewayBookRead.Line>(reading[0]);
        Assert.IsType<GatewayBookRead.Broken>(reading[1]); // Of the five seconds that it was given here, none had room for a second look.
        Assert.Single(host.Toss.Looks); // The other of two a minute is for payments that are open.
    }

    [Fact]
    public async Task A_line_of_a_payment_that_toss_does_not_know_is_taken_at_its_word_and_the_rest_is_read()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Put(new("tgen_done", "o2", 900, "DONE") { ApprovedAt = "2026-11-27T09:00:00+09:00" });
        host.Toss.Lines.AddRange(
        [
            Line("t1", "tgen_unknown", "o1", "CANCELED", "2026-11-27T09:00:00+09:00", 5_000),
            Line("t2", "tgen_unknown", "o1", "PARTIAL_CANCELED", "2026-11-27T09:00:00+09:00", -700),
            Line("t3", "tgen_strange", "o4", "A_WORD_OF_TOMORROW", "2026-11-27T09:00:00+09:00", 300),
            Line("t4", "tgen_done", "o2", "CANCELED", "2026-11-27T10:00:00+09:00", 900),
            Line("t5", "tgen_done", "o2", "A_WORD_OF_TOMORROW", "2026-11-27T10:00:00+09:00", 900),
            Line("t6", "tgen_paid", "o3", "DONE", "2026-11-27T11:00:00+09:00", 100),
        ]);

        var lines = (await ReadAsync(host)).Select(read => Assert.IsType<GatewayBookRead.Line>(read).Value).ToList();

        Assert.Equal(
            [
                ("t1", GatewayBookLineType.Cancel, GatewayPaymentState.Success, 5_000),
                ("t2", GatewayBookLineType.Cancel, GatewayPaymentState.Success, 700),
                ("t3", GatewayBookLineType.Payment, GatewayPaymentState.Pending, 300),
                ("t4", GatewayBookLineType.Cancel, GatewayPaymentState.Success, 900), // Toss says that nothing of it was cancelled.
                ("t5", GatewayBookLineType.Payment, GatewayPaymentState.Success, 900),
                ("t6", GatewayBookLineType.Payment, GatewayPaymentState.Success, 100),
            ],
            lines.Select(line => (line.LineId.Value, line.Type, line.State, line.Amount)));
        Assert.Equal(3, host.Toss.Looks.Count); // Once a payment, also where there is none.
    }

    [Fact]
    public async Task Books_that_cannot_be_read_to_their_end_are_broken_and_never_clean()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Lines.Add(Line("t1", "tgen_unknown", "o1", "CANCELED", "2026-11-27T10:00:00+09:00", 5_000));
        host.Toss.OnLookup(context => FakeToss.ErrorAsync(context, 500, "FAILED_INTERNAL_SYSTEM_PROCESSING"));
        Assert.IsType<GatewayBookRead.Broken>((await ReadAsync(host))[^1]); // What it is could not be asked.

        host.Toss.Lines[0] = new { transactionKey = "t1" };
        Assert.IsType<GatewayBookRead.Broken>((await ReadAsync(host))[^1]);

        await using var nobody = await TossHost.StartAsync(("Gateways:Toss:BaseAddress", "http://127.0.0.1:1"));
        Assert.IsType<GatewayBookRead.Broken>((await ReadAsync(nobody))[^1]);
    }

    private static async Task<List<GatewayBookRead>> ReadAsync(TossHost host)
    {
        var read = new List<GatewayBookRead>();
        await foreach (var line in ((IGatewayBooks)host.Gateway).ReadBooksAsync(
            Day, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken))
        {
            read.Add(line);
        }

        return read;
    }

    private static object Line(
        string transactionKey, string paymentKey, string orderId, string status, string transactionAt, long amount) =>
        new { mId = "tvivarepublica", transactionKey, paymentKey, orderId, status, transactionAt, currency = "KRW", amount };
}
