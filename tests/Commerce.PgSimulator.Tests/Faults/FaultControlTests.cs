using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class FaultControlTests(FaultControlTests.Configured pg) : IClassFixture<FaultControlTests.Configured>
{
    public sealed class Configured() : Simulator(("Faults:Seed", "42"), ("Faults:LateMs", "1234"));

    [Fact]
    public async Task The_dials_show_what_holds()
    {
        await pg.TurnAsync("""{"refuseRate":0.25,"slowAnswerMs":100}""");

        var dials = (await pg.GetAsync("/api/v1/faults")).Data;

        Assert.Equal(0.25, dials.GetProperty("refuseRate").GetDouble());
        Assert.Equal(100, dials.GetProperty("slowAnswerMs").GetInt32());
        Assert.Equal(1234, dials.GetProperty("lateMs").GetInt32());
        Assert.Equal(42, dials.GetProperty("seed").GetInt32());
    }

    [Fact]
    public async Task A_dial_that_is_left_out_goes_back_to_its_configured_value()
    {
        await pg.TurnAsync("""{"lateMs":1,"refuseRate":1}""");

        await pg.TurnAsync("{}");

        var dials = (await pg.GetAsync("/api/v1/faults")).Data;
        Assert.Equal(1234, dials.GetProperty("lateMs").GetInt32());
        Assert.Equal(0, dials.GetProperty("refuseRate").GetDouble());
    }

    [Fact]
    public async Task What_is_shown_can_be_put_back()
    {
        var shown = (await pg.GetAsync("/api/v1/faults")).Data.GetRawText();

        await pg.TurnAsync(shown);

        Assert.Equal(shown, (await pg.GetAsync("/api/v1/faults")).Data.GetRawText());
    }

    [Theory]
    [InlineData("""{"refuseRate":1.5}""", "refuseRate is 1.5: it must be from 0 to 1.")]
    [InlineData("""{"refuseRate":-0.1}""", "refuseRate is -0.1: it must be from 0 to 1.")]
    [InlineData("""{"callbackDropRate":2}""", "callbackDropRate is 2: it must be from 0 to 1.")]
    [InlineData("""{"slowAnswerMs":-1}""", "slowAnswerMs is -1: it must be from 0 to 600000 (milliseconds).")]
    [InlineData("""{"processDelayMaxMs":600001}""", "processDelayMaxMs is 600001: it must be from 0 to 600000 (milliseconds).")]
    [InlineData("""{"callbackCopies":1}""", "callbackCopies is 1: it must be from 2 to 10000.")]
    [InlineData("""{"acceptDelayMinMs":5}""", "acceptDelayMinMs is 5: it must not be above AcceptDelayMaxMs (0).")]
    [InlineData("""{"limitExceededRate":0.6,"invalidCardRate":0.6}""", "limitExceededRate is 0.6: together with InvalidCardRate (0.6) it must not be above 1.")]
    [InlineData("""{"refuseRate":1e999}""", "refuseRate is 1e999: it must be from 0 to 1.")]
    [InlineData("""{"refuseRate":"often"}""", "refuseRate is \"often\": it must be a number from 0 to 1.")]
    [InlineData("""{"refuseRate":null}""", "refuseRate is null: it must be a number from 0 to 1.")]
    [InlineData("""{"refuseRate":[1]}""", "refuseRate is [1]: it must be a number from 0 to 1.")]
    [InlineData("""{"slowAnswerMs":-3000000000}""", "slowAnswerMs is -3000000000: it must be a whole number from 0 to 600000 (milliseconds).")]
    [InlineData("""{"slowAnswerMs":2.5}""", "slowAnswerMs is 2.5: it must be a whole number from 0 to 600000 (milliseconds).")]
    [InlineData("""{"callbackCopies":1e99}""", "callbackCopies is 1e99: it must be a whole number from 2 to 10000.")]
    [InlineData("""{"seed":2147483648}""", "seed is 2147483648: it must be a whole number from -2147483648 to 2147483647.")]
    [InlineData("""{"refuseRate":1,"refuseRate":0}""", "refuseRate is there twice: it must be there once at most.")]
    public async Task A_value_out_of_range_is_told_with_field_and_range(string dials, string message)
    {
        var before = (await pg.GetAsync("/api/v1/faults")).Text;

        var answer = await pg.SendAsync(HttpMethod.Put, "/api/v1/faults", dials);

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.Equal(before, (await pg.GetAsync("/api/v1/faults")).Text);
    }

    [Theory]
    [InlineData("""{"refusalRate":1}""", "refusalRate is not a fault; the faults are ")]
    [InlineData("""{"enabled":true}""", "enabled is not a fault; the faults are ")]
    [InlineData("[]", "the body must be a JSON object of faults")]
    [InlineData("{", "the body must be a JSON object of faults")]
    [InlineData("", "the body must be a JSON object of faults")]
    [InlineData("""{"\ud800":1}""", "the body must be a JSON object of faults")]
    [InlineData("""{"refuseRate":"\ud800"}""", "the body must be a JSON object of faults")]
    public async Task What_is_no_fault_is_a_400(string dials, string message)
    {
        var answer = await pg.SendAsync(HttpMethod.Put, "/api/v1/faults", dials);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_repeats_a_run_over_the_wire()
    {
        const string Dials = """{"seed":7,"refuseRate":0.4,"limitExceededRate":0.2,"invalidCardRate":0.1}""";

        var once = await RunAsync(Dials);
        var again = await RunAsync(Dials);

        Assert.Equal(once, again);
        Assert.Contains("500", once);
        Assert.Contains("SUCCESS", once);
        Assert.Contains("FAILED", once);
        await pg.TurnAsync("""{"seed":42}""");
    }

    private async Task<List<string?>> RunAsync(string dials)
    {
        await pg.TurnAsync(dials);
        var results = new List<string?>();
        for (var request = 0; request < 30; request++)
        {
            var order = await pg.PayAsync();
            results.Add(
                order.Answer.Status == 500 ? "500" : (await pg.ConcludedAsync(order.TransactionKey)).GetProperty("status").GetString());
        }

        return results;
    }
}
