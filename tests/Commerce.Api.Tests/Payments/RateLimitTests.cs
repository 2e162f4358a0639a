using System.Net;
using System.Net.Http.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Payments;

/// <summary>What costs the PG a look, or us a row, is limited for each who asks, and the answer says when to come again.</summary>
[Collection(CardOrders.Collection)]
public sealed class RateLimitTests(RunningApi api)
{
    private const int Most = 200;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_may_have_the_pg_asked_so_often_a_minute_and_others_are_not_held_up()
    {
        var (eager, patient) = (await PendingAsync(), await PendingAsync());

        var answered = 0;
        HttpResponseMessage response;
        while ((response = await ConfirmAsync(eager)).StatusCode == HttpStatusCode.OK && answered < Most)
        {
            response.Dispose();
            answered++;
        }

        using (response)
        {
            var refused = await Answer.ReadAsync(response, _ct);
            Assert.Equal((HttpStatusCode.TooManyRequests, "TOO_MANY_REQUESTS"), (refused.Status, refused.ErrorCode));
            Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        }

        Assert.True(answered >= 20, $"{answered} were answered");
        using var other = await ConfirmAsync(patient);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await api.EndPaymentAsync(eager.PaymentId);
        await api.EndPaymentAsync(patient.PaymentId);
    }

    // This API believes no callback: its PG cannot sign, so each is a row and a question.
    [Fact]
    public async Task One_address_may_send_so_many_callbacks_that_prove_nothing()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Most).Select(async i =>
        {
            using var response = await api.Client.PostAsJsonAsync(
                "/api/v1/payments/callback", new { transactionKey = $"20260101:TR:flood-{i}", status = "SUCCESS" }, _ct);
            return (response.StatusCode, RetryAfter: response.Headers.RetryAfter?.Delta);
        }));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Contains(answers, answer => answer == (HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)));
        var kept = await api.InDatabaseAsync(
            db => Task.FromResult(db.Callbacks.Count(c => c.TransactionKey!.StartsWith("20260101:TR:flood-"))));
        Assert.Equal(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), kept);
    }

    private async Task<(string Member, long PaymentId)> PendingAsync()
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync();
        api.PgAccepts($"20250816:TR:{member}");
        var answer = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "KB", cardNo = "1234-5678-9814-1451" });
        return (member, answer.Order.Payment.Id);
    }

    private async Task<HttpResponseMessage> ConfirmAsync((string Member, long PaymentId) of)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/payments/{of.PaymentId}/confirm");
        request.Headers.Add("X-USER-ID", of.Member);
        return await api.Client.SendAsync(request, _ct);
    }
}
