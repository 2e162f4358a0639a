using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class EnvelopeTests(GoodDaySimulator pg)
{
    [Fact]
    public async Task Success_is_200_with_data_and_without_null_members()
    {
        var order = await pg.PayAsync();

        Assert.Equal(200, order.Answer.Status);
        Assert.Equal("application/json", order.Answer.ContentType);
        Assert.Equal(Expected.Success($$"""{"transactionKey":"{{order.TransactionKey}}","status":"PENDING"}"""), order.Answer.Text);
    }

    [Fact]
    public async Task Failure_has_no_data() =>
        Expected.BadRequest(await pg.PostAsync("/api/v1/payments", "{}"), "필수 필드 'orderId'이(가) 누락되었습니다.");

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        var answer = await pg.PostAsync("/api/v1/payments", Request(("color", "\"red\""), ("nested", """{"a":[1,2]}""")));

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("\"5000\"", 5000)]
    [InlineData("\" 5000 \"", 5000)]
    [InlineData("5000", 5000)]
    [InlineData("5000.9", 5000)]
    [InlineData("5e3", 5000)]
    public async Task Amounts_may_be_numbers_and_numeric_strings(string amount, long stored)
    {
        var answer = await pg.PostAsync("/api/v1/payments", Request(("amount", amount)));

        var payment = await pg.GetAsync($"/api/v1/payments/{answer.Data.GetProperty("transactionKey").GetString()}");
        Assert.Equal(stored, payment.Data.GetProperty("amount").GetInt64());
    }

    [Fact]
    public async Task Order_ids_may_be_numbers()
    {
        var answer = await pg.PostAsync("/api/v1/payments", Request(("orderId", "1351039135")));

        var payment = await pg.GetAsync($"/api/v1/payments/{answer.Data.GetProperty("transactionKey").GetString()}");
        Assert.Equal("1351039135", payment.Data.GetProperty("orderId").GetString());
    }

    [Fact]
    public async Task What_follows_the_json_value_is_ignored() =>
        Assert.Equal(200, (await pg.PostAsync("/api/v1/payments", Request() + " trailing")).Status);

    private string Request(params (string Name, string Json)[] members)
    {
        var request = new Dictionary<string, string>
        {
            ["orderId"] = "\"envelope\"",
            ["cardType"] = "\"KB\"",
            ["cardNo"] = "\"1234-5678-9814-1451\"",
            ["amount"] = "1000",
            ["callbackUrl"] = JsonSerializer.Serialize(pg.Merchant.CallbackUrl("envelope")),
        };
        foreach (var (name, json) in members)
        {
            request[name] = json;
        }

        return "{" + string.Join(',', request.Select(member => $"\"{member.Key}\":{member.Value}")) + "}";
    }
}
