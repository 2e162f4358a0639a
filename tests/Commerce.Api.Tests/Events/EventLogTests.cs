using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.CustomerService;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Dapper;

namespace Commerce.Api.Tests.Events;

/// <summary>The log of events: written with what happened, read without a gap, in order per order.</summary>
[Collection(CardOrders.Collection)]
public sealed class EventLogTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_becomes_of_an_order_is_in_the_log_in_its_order()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.Service<ApplyGatewayRecord>().OpenCaseAsync(payment.Id, CaseReason.AmountDiffers, "The PG has 1 won.", _ct);
        var apply = api.Service<ApplyPaymentResult>();
        foreach (var result in new PaymentResult[]
        {
            new PaymentResult.TimedOut(), new PaymentResult.Succeeded(new TransactionKey($"TR:events:{payment.Id}")),
            new PaymentResult.Succeeded(new TransactionKey($"TR:events:{payment.Id}")), new PaymentResult.Voided(),
        })
        {
            await apply.ExecuteAsync(payment.Id, result, _ct);
        }

        var events = await api.EventsOfAsync(payment.OrderId);

        Assert.Equal(
            ["case.opened", "payment.succeeded", "order.completed", "payment.voided", "order.cancelled"], events.Select(e => e.Type));
        Assert.Equal("COMPLETED", events[2].Data.GetProperty("status").GetString());
        Assert.Equal(payment.Id, events[1].Data.GetProperty("paymentId").GetInt64());
        Assert.DoesNotContain("4242", string.Concat(events.Select(e => e.Data.GetRawText())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_order_and_its_payment_say_why()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.EndPaymentAsync(payment.Id);

        var events = await api.EventsOfAsync(payment.OrderId);

        Assert.Equal(["payment.failed", "order.failed"], events.Select(e => e.Type));
        Assert.All(events, e => Assert.Equal("DECLINED", e.Data.GetProperty("failureCode").GetString()));
    }

    [Fact]
    public async Task Who_has_missed_what_is_not_kept_any_more_is_told()
    {
        var events = await api.EventsAsync();
        if (events.Count < 3)
        {
            await InsertManyAsync();
            events = await api.EventsAsync();
        }

        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync("UPDATE event_log SET position = -position WHERE position <= @last", new { last = events[1].Id });

        var gone = await api.OperatorAsync(HttpMethod.Get, $"/events?after={events[0].Id}", language: "en");
        var next = await api.OperatorAsync(HttpMethod.Get, $"/events?after={events[1].Id}");

        await database.ExecuteAsync("UPDATE event_log SET position = -position WHERE position < 0"); // They are kept after all.
        Assert.Equal((HttpStatusCode.Gone, "EVENT_001"), (gone.Status, gone.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, next.Status);
        await api.ForgetEventsAsync();
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=9223372036854775807", "after")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    public async Task What_can_be_no_place_in_the_log_is_400(string query, string field)
    {
        var answer = await api.OperatorAsync(HttpMethod.Get, $"/events?{query}", language: "en");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(field, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("after=abc")]
    [InlineData("limit=1e3")]
    public async Task What_is_no_number_is_400(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await api.OperatorAsync(HttpMethod.Get, $"/events?{query}")).Status);

    [Fact]
    public async Task Only_operators_read_the_log() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.OperatorAsync(HttpMethod.Get, "/events", key: null)).Status);

    private async Task InsertManyAsync()
    {
        await using var database = await api.OpenDatabaseAsync();
        for (var row = 0; row < 3; row++)
        {
            await database.InsertEventAsync(orderId: -4);
        }
    }
}
