using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

/// <summary>The sample that the original's own documentation shows.</summary>
public sealed class OfficialSampleTests(OfficialSampleTests.OriginalAddress pg) : IClassFixture<OfficialSampleTests.OriginalAddress>
{
    private const string Request = """
        {"orderId":"1351039135","cardType":"SAMSUNG","cardNo":"1234-5678-9814-1451","amount":"5000","callbackUrl":"http://localhost:8080/api/v1/examples/callback"}
        """;

    /// <summary>With the original's callback prefix. Nothing is called back: whoever listens on that port is not of this test.</summary>
    public sealed class OriginalAddress() : Simulator(("Callbacks:AllowedPrefixes:0", "http://localhost:8080"), ("Faults:NeverRate", "1"));

    [Fact]
    public async Task The_official_request_is_accepted_and_can_be_looked_up_both_ways()
    {
        var accepted = await pg.PostAsync("/api/v1/payments", Request);

        var key = accepted.Data.GetProperty("transactionKey").GetString();
        Assert.Equal(200, accepted.Status);
        Assert.Equal("application/json", accepted.ContentType);
        Assert.Equal(Expected.Success($$"""{"transactionKey":"{{key}}","status":"PENDING"}"""), accepted.Text);
        Assert.Equal(
            Expected.Success($$"""{"transactionKey":"{{key}}","orderId":"1351039135","cardType":"SAMSUNG","cardNo":"1234-5678-9814-1451","amount":5000,"status":"PENDING"}"""),
            (await pg.GetAsync($"/api/v1/payments/{key}")).Text);
        Assert.Equal(
            Expected.Success($$"""{"orderId":"1351039135","transactions":[{"transactionKey":"{{key}}","status":"PENDING"}]}"""),
            (await pg.GetAsync("/api/v1/payments?orderId=1351039135")).Text);
    }
}
