using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class FaultScriptTests(FaultScriptTests.OwnScript pg) : IClassFixture<FaultScriptTests.OwnScript>
{
    public sealed class OwnScript : Simulator;

    [Fact]
    public async Task A_script_decides_the_next_requests_whatever_the_card_and_then_the_dice_are_back()
    {
        await pg.PostAsync("/api/v1/faults/script", """{"outcomes":["refused","limit-exceeded","approved"]}""");

        var refused = await pg.PayAsync("4242-4242-4242-4242");
        var limited = await pg.PayAsync();
        var approved = await pg.PayAsync("4000-0000-0000-0119");
        var refusedByCard = await pg.PayAsync("4000-0000-0000-0119");

        Assert.Equal(500, refused.Answer.Status);
        Assert.Equal("FAILED", (await pg.ConcludedAsync(limited.TransactionKey)).GetProperty("status").GetString());
        Assert.Equal("SUCCESS", (await pg.ConcludedAsync(approved.TransactionKey)).GetProperty("status").GetString());
        Assert.Equal(500, refusedByCard.Answer.Status);
    }

    [Fact]
    public async Task A_new_script_replaces_the_old_one()
    {
        await pg.PostAsync("/api/v1/faults/script", """{"outcomes":["refused","refused"]}""");

        var answer = await pg.PostAsync("/api/v1/faults/script", """{"outcomes":[]}""");

        Assert.Equal(Expected.Success("""{"remaining":0}"""), answer.Text);
        Assert.Equal(200, (await pg.PayAsync()).Answer.Status);
    }

    [Fact]
    public async Task A_script_has_at_most_10_000_outcomes()
    {
        Assert.Equal(Expected.Success("""{"remaining":10000}"""), (await ScriptAsync(10_000)).Text);

        Expected.BadRequest(await ScriptAsync(10_001), "outcomes has 10001 entries: it must have from 0 to 10000.");

        await pg.PostAsync("/api/v1/faults/script", """{"outcomes":[]}""");
    }

    [Fact]
    public async Task A_script_far_too_long_is_counted_all_the_same() =>
        Expected.BadRequest(await ScriptAsync(200_000), "outcomes has 200000 entries: it must have from 0 to 10000.");

    [Theory]
    [InlineData(
        "POST", "/api/v1/faults/script", 8 << 20, "the body has more than 8388608 bytes: outcomes must have from 0 to 10000 entries.")]
    [InlineData("PUT", "/api/v1/faults", 1 << 20, "the body has more than 1048576 bytes: it must be a JSON object of faults.")]
    public async Task A_body_beyond_all_measure_is_a_400_with_the_limit(string method, string path, int limit, string message)
    {
        // Refused unread, so the client asks before it sends.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        using var client = new HttpClient(handler) { BaseAddress = pg.Http.BaseAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { ExpectContinue = true } };
        request.Content = new StringContent(new string(' ', limit + 1), Encoding.UTF8, MediaTypeNames.Application.Json);

        Expected.BadRequest(await client.AnswerAsync(request), message);
    }

    [Theory]
    [InlineData("""{"outcomes":["approved","explode"]}""", "outcomes[1] is 'explode': it must be one of approved, limit-exceeded, ")]
    [InlineData("""{"outcomes":[null]}""", "outcomes[0] is '': it must be one of ")]
    [InlineData("""{"outcomes":"refused"}""", "the body must be {\"outcomes\":[...]}")]
    [InlineData("""{}""", "outcomes is missing")]
    [InlineData("null", "outcomes is missing")]
    [InlineData("""{"outcomes":["\ud800"]}""", "the body must be {\"outcomes\":[...]}")]
    [InlineData("""{"outcomes":[],"outcomes":["approved"]}""", "the body must be {\"outcomes\":[...]}")]
    [InlineData("no", "the body must be {\"outcomes\":[...]}")]
    public async Task A_bad_script_is_a_400(string script, string message)
    {
        var answer = await pg.PostAsync("/api/v1/faults/script", script);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
    }

    private Task<Answer> ScriptAsync(int outcomes) =>
        pg.PostAsync("/api/v1/faults/script", JsonSerializer.Serialize(new { outcomes = Enumerable.Repeat("approved", outcomes) }));
}
