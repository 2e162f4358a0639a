using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.Core.CustomerService;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Client;

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
            var answer = await api.OperatorAsync(new HttpMethod(method), path, Note, key);

            Assert.Equal((HttpStatusCode.Unauthorized, "OPERATOR_001"), (answer.Status, answer.ErrorCode));
        }
    }

    [Fact]
    public async Task An_open_case_is_listed_and_closed_once()
    {
        var opened = await OpenAsync();
        var caseId = await FindAsync(opened, open: true);

        var closed = (await api.OperatorAsync(HttpMethod.Post, $"/cases/{caseId}/resolve", Note)).Data<CaseAnswer>();
        var again = await api.OperatorAsync(HttpMethod.Post, $"/cases/{caseId}/resolve", """{"note":"Another"}""");

        Assert.Equal(("AMOUNT_DIFFERS", opened.OrderId), (closed.Reason, closed.OrderId));
        Assert.Equal((HttpStatusCode.Conflict, "CASE_002"), (again.Status, again.ErrorCode));
        Assert.Null(await FindAsync(opened, open: true));
        Assert.Equal(caseId, await FindAsync(opened, open: false));
        Assert.Equal("The PG has corrected its amount.", closed.Note);
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
            var answer = await api.OperatorAsync(HttpMethod.Post, $"/cases/{caseId}/resolve", sent);
            Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        }

        Assert.Equal(caseId, await FindAsync(opened, open: true));
        await api.EndPaymentAsync(opened.Id);
    }

    [Fact]
    public async Task There_is_no_closing_what_is_not_there()
    {
        var answer = await api.OperatorAsync(HttpMethod.Post, "/cases/999999999/resolve", Note);

        Assert.Equal((HttpStatusCode.NotFound, "CASE_001"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task A_card_number_in_a_note_is_masked()
    {
        var opened = await OpenAsync();
        var caseId = await FindAsync(opened, open: true);

        var closed = await api.OperatorAsync(
            HttpMethod.Post, $"/cases/{caseId}/resolve", """{"note":"Paid with 4242-4242-4242-4242."}""");

        Assert.Equal("Paid with ****-****-****-4242.", closed.Data<CaseAnswer>().Note);
        await api.EndPaymentAsync(opened.Id);
    }

    private async Task<Payment> OpenAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await api.Service<ApplyGatewayRecord>().OpenCaseAsync(payment.Id, CaseReason.AmountDiffers, "The PG has 1 won.", _ct);
        return payment;
    }

    private async Task<long?> FindAsync(Payment payment, bool open)
    {
        var list = await api.OperatorAsync(HttpMethod.Get, $"/cases?open={open}&size=100");
        return list.Data<PageAnswer<CaseAnswer>>().Content.SingleOrDefault(found => found.PaymentId == payment.Id)?.Id;
    }
}
