using System.Diagnostics;
using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Events;

/// <summary>Who waits for an order is told what happens to it, once and in order, and is let go when it has ended.</summary>
[Collection(CardOrders.Collection)]
public sealed class OrderStreamTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_begins_with_the_order_and_ends_with_it()
    {
        var (member, payment) = await AddAsync();
        using var stream = await api.OpenStreamAsync(member, payment.OrderId);
        var since = Stopwatch.GetTimestamp();

        await SucceedAsync(payment);
        var items = await stream.ReadToEndAsync();

        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(10));
        Assert.Equal(["order.state", "payment.succeeded", "order.completed"], items.Select(item => item.EventType));
        Assert.Contains("\"PENDING\"", items[0].Data, StringComparison.Ordinal);
        Assert.Equal([.. (await api.EventsOfAsync(payment.OrderId)).Select(e => e.IdOf())], items.Skip(1).Select(item => item.EventId!));
    }

    [Fact]
    public async Task A_stream_on_which_nothing_happens_says_that_it_is_still_there()
    {
        var (member, payment) = await AddAsync();
        using var stream = await api.OpenStreamAsync(member, payment.OrderId);
        List<string> heard = [];

        await foreach (var item in stream.ItemsAsync())
        {
            heard.Add(item.EventType);
            if (item.EventType == EventShop.Heartbeat && heard.Count == 2)
            {
                Assert.Empty(item.Data);
                await SucceedAsync(payment);
            }
        }

        Assert.Equal(["order.state", EventShop.Heartbeat, "payment.succeeded", "order.completed"], heard.Distinct());
    }

    [Fact]
    public async Task Who_comes_again_is_told_what_he_has_missed_and_then_that_there_is_no_more()
    {
        var (member, payment) = await AddAsync();
        await SucceedAsync(payment);
        var events = await api.EventsOfAsync(payment.OrderId);

        using var again = await api.OpenStreamAsync(member, payment.OrderId, events[0].IdOf());
        using var more = await api.OpenStreamAsync(member, payment.OrderId, events[1].IdOf());
        using var anew = await api.OpenStreamAsync(member, payment.OrderId);

        Assert.Equal(["order.completed"], (await again.ReadToEndAsync()).Select(item => item.EventType));
        Assert.Equal(HttpStatusCode.NoContent, more.StatusCode); // A browser comes again until it reads this.
        Assert.Equal(["order.state"], (await anew.ReadToEndAsync()).Select(item => item.EventType));
    }

    [Fact]
    public async Task A_read_that_waits_is_answered_when_the_order_changes()
    {
        var (member, payment) = await AddAsync();
        var read = ReadAsync(member, payment.OrderId, "respond-async, wait=30");
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, _ct);
        Assert.False(read.IsCompleted);

        await SucceedAsync(payment);
        var (answer, applied) = await read;

        Assert.Equal(("COMPLETED", "wait=30"), (answer.Order.Status, applied));
    }

    [Fact]
    public async Task A_read_waits_no_longer_than_it_was_asked_to_and_not_for_what_has_ended()
    {
        var (member, payment) = await AddAsync();
        var since = Stopwatch.GetTimestamp();
        Assert.Equal("PENDING", (await ReadAsync(member, payment.OrderId, "wait=1")).Answer.Order.Status);
        Assert.True(Stopwatch.GetElapsedTime(since) >= TimeSpan.FromSeconds(0.9));

        await SucceedAsync(payment);
        since = Stopwatch.GetTimestamp();
        Assert.Equal("COMPLETED", (await ReadAsync(member, payment.OrderId, "wait=60")).Answer.Order.Status);
        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("wait=0")]
    [InlineData("wait=61")]
    [InlineData("wait=-1")]
    [InlineData("wait=ten")]
    [InlineData("wait")]
    public async Task A_wait_that_cannot_be_had_is_400(string prefer)
    {
        var answer = (await ReadAsync(await api.AddMemberAsync(), 1, prefer)).Answer;

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("""
            "errors":{"Prefer":[
            """, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")] // A number, and nobody's: a stream after it would be silent for ever.
    public async Task A_last_event_that_is_none_is_400(string id)
    {
        using var response = await api.OpenStreamAsync(await api.AddMemberAsync(), 1, id);
        var answer = await Answer.ReadAsync(response, _ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("""
            "errors":{"Last-Event-ID":[
            """, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_of_another_members_order()
    {
        var (_, payment) = await AddAsync();
        var stranger = await api.AddMemberAsync();

        using var response = await api.OpenStreamAsync(stranger, payment.OrderId);
        var read = (await ReadAsync(stranger, payment.OrderId, "wait=5")).Answer;

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "ORDER_001"), (read.Status, read.ErrorCode));
        await api.EndPaymentAsync(payment.Id);
    }

    private async Task<(string Member, Payment Payment)> AddAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var member = await api.InDatabaseAsync(async db => (await db.Orders.FindAsync([payment.OrderId], _ct))!.MemberId.Value);
        return (member, payment);
    }

    private Task<Payment> SucceedAsync(Payment payment) => api.Service<ApplyPaymentResult>().ExecuteAsync(
        payment.Id, new PaymentResult.Succeeded(new TransactionKey($"TR:stream:{payment.Id}")), _ct);

    private async Task<(Answer Answer, string? Applied)> ReadAsync(string member, long orderId, string prefer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}");
        request.Headers.Add("X-USER-ID", member);
        request.Headers.Add("Accept-Language", "en");
        request.Headers.TryAddWithoutValidation("Prefer", prefer);
        using var response = await api.Client.SendAsync(request, _ct);
        var applied = response.Headers.TryGetValues("Preference-Applied", out var values) ? values.Single() : null;
        return (await Answer.ReadAsync(response, _ct), applied);
    }
}
