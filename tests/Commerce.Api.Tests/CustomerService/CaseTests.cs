using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.Core.CustomerService;
using Commerce.Core.Payments;

namespace Commerce.Api.Tests.CustomerService;

/// <summary>A person can see the open cases, and close one with a note.</summary>
public sealed class CaseTests(RunningApi api)
{
    private const string Note = """{"note":" The PG has corrected its amount. "}""";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/cases")]
    [InlineData("POST", "/cases/1/resolve")]
    public async Task Only_operators_may(string method, string path)
    {
        foreach (var key in new[] { null, "guessed" })
        {
            var (status, body) = await SendAsync(new HttpMethod(method), path, Note, key);

            Assert.Equal((HttpStatusCode.Unauthorized, "OPERATOR_001"), (status, (string?)body["errorCode"]));
        }
    }

    [Fact]
    public async Task An_open_case_is_listed_and_closed_once()
    {
        var opened = await OpenAsync();
        var caseId = await FindAsync(opened, open: true);

        var (status, closed) = await SendAsync(HttpMethod.Post, $"/cases/{caseId}/resolve", Note);
        var (again, problem) = await SendAsync(HttpMethod.Post, $"/cases/{caseId}/resolve", """{"note":"Another"}""");

        Assert.Equal((HttpStatusCode.OK, "AMOUNT_DIFFERS", opened.OrderId), (status, (string?)closed["data"]!["reason"], (long)closed["data"]!["orderId"]!));
        Assert.Equal((HttpStatusCode.Conflict, "CASE_002"), (again, (string?)problem["errorCode"]));
        Assert.Null(await FindAsync(opened, open: true));
        Assert.Equal(caseId, await FindAsync(opened, open: false));
        Assert.Equal("The PG has corrected its amount.", (string?)closed["data"]!["note"]);
        Assert.Equal(PaymentStatus.Pending, (await api.InDatabaseAsync(async db => await db.Payments.FindAsync([opened.Id], _ct)))!.Status);
        await api.EndPaymentAsync(opened.Id);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"note":"  "}""")]
    [InlineData("""{"note":7}""")]
    [InlineData("{")]
    [InlineData(null)]
    public async Task A_case_is_not_closed_without_a_note(string? body)
    {
        var opened = await OpenAsync();
        var caseId = await FindAsync(opened, open: true);

        foreach (var sent in new[] { body, $$"""{"note":"{{new string('x', CustomerServiceCase.MaxNoteLength + 1)}}"}""" })
        {
            var (status, problem) = await SendAsync(HttpMethod.Post, $"/cases/{caseId}/resolve", sent);
            Assert.Equal((HttpStatusCode.BadRequest, "Bad Request"), (status, (string?)problem["errorCode"]));
        }

        Assert.Equal(caseId, await FindAsync(opened, open: true));
        await api.EndPaymentAsync(opened.Id);
    }

    [Fact]
    public async Task There_is_no_closing_what_is_not_there()
    {
        var (status, problem) = await SendAsync(HttpMethod.Post, "/cases/999999999/resolve", Note);

        Assert.Equal((HttpStatusCode.NotFound, "CASE_001"), (status, (string?)problem["errorCode"]));
    }

    [Fact]
    public async Task A_card_number_in_a_note_is_masked()
    {
        var opened = await OpenAsync();

        var (_, closed) = await SendAsync(HttpMethod.Post, $"/cases/{await FindAsync(opened, open: true)}/resolve", """{"note":"Paid with 4242-4242-4242-4242."}""");

        Assert.Equal("Paid with ****-****-****-4242.", (string?)closed["data"]!["note"]);
        await api.EndPaymentAsync(opened.Id);
    }

    private async Task<Payment> OpenAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.Service<ApplyPgRecord>().OpenCaseAsync(payment.Id, CaseReason.AmountDiffers, "The PG has 1 won.", _ct);
        return payment;
    }

    private async Task<long?> FindAsync(Payment payment, bool open)
    {
        var (status, list) = await SendAsync(HttpMethod.Get, $"/cases?open={open}&size=100", null);
        Assert.Equal(HttpStatusCode.OK, status);
        return (long?)list["data"]!["content"]!.AsArray().SingleOrDefault(found => (long?)found!["paymentId"] == payment.Id)?["id"];
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? body, string? key = ApiFactory.OperatorKey)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("X-Operator-Key", key is null ? [] : [key]);
        using var response = await api.Client.SendAsync(request, _ct);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(_ct))!);
    }
}
