using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways;

/// <summary>What each answer and each silence of the PG proves, and how many POSTs it saw meanwhile.</summary>
public sealed class SimulatorPaymentGatewayTests : IAsyncLifetime
{
    private AskedPg _asked = null!;

    public async ValueTask InitializeAsync() => _asked = await AskedPg.StartAsync();

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    [Fact]
    public async Task Accepted_with_a_key()
    {
        _asked.Pg.OnSend(ScriptedPg.Accepted("k1"));

        Assert.Equal(new GatewayResult.Accepted(new TransactionKey("k1")), await _asked.RequestAsync());
        Assert.Equal(["ORDER000001-7"], _asked.Pg.IdempotencyKeys);
    }

    [Fact]
    public async Task A_500_that_kept_nothing_is_sent_again_where_the_key_makes_that_safe_and_may_succeed()
    {
        _asked.Pg.OnSend(ScriptedPg.Refused(500, "busy"), ScriptedPg.Accepted("k2"));

        Assert.Equal(new GatewayResult.Accepted(new TransactionKey("k2")), await _asked.RequestAsync(AskedPg.Idempotent));
        Assert.Equal(["ORDER000001-7", "ORDER000001-7"], _asked.Pg.IdempotencyKeys);
    }

    [Fact]
    public async Task Three_sends_are_the_most()
    {
        _asked.Pg.OnSend([.. Enumerable.Repeat(ScriptedPg.Refused(500, "busy"), 9)]);

        Assert.Equal(new GatewayResult.Refused("busy"), await _asked.RequestAsync(AskedPg.Idempotent));
        Assert.Equal(3, _asked.Pg.IdempotencyKeys.Count);
    }

    [Fact]
    public async Task A_500_after_acceptance_adopts_what_the_pg_has_and_sends_nothing_more()
    {
        _asked.Pg.OnSend(ScriptedPg.Refused(500, "busy")).OnLookup("k3", "PENDING", 5_000);

        Assert.Equal(new GatewayResult.Accepted(new TransactionKey("k3")), await _asked.RequestAsync());
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }

    [Fact]
    public async Task A_500_and_no_answer_to_the_lookup_is_unknown()
    {
        _asked.Pg.OnSend(ScriptedPg.Refused(500, "busy")).OnLookup(ScriptedPg.Refused(500, "busy"));

        Assert.IsType<GatewayResult.Unknown>(await _asked.RequestAsync());
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }

    [Theory]
    [InlineData(400, "주문 ID는 6자리 이상 문자열이어야 합니다.", false)]
    [InlineData(400, "카드 번호는 xxxx-xxxx-xxxx-xxxx 형식이어야 합니다.", true)]
    [InlineData(402, "한도", false)]
    [InlineData(422, "처리할 수 없는 요청입니다.", false)]
    public async Task A_refusal_that_is_documented_as_nothing_kept_is_the_pgs_no(int status, string message, bool cardAtFault)
    {
        _asked.Pg.OnSend(ScriptedPg.Refused(status, message));

        Assert.Equal(
            new GatewayResult.Declined(cardAtFault ? FailureCode.InvalidCard : FailureCode.Declined, message), await _asked.RequestAsync());
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }

    [Theory]
    [InlineData("""{"meta":{"result":"FAIL"},"data":{"transactionKey":"k6","status":"PENDING"}}""")]
    [InlineData("""{"data":{"transactionKey":"k6","status":"PENDING"}}""")]
    [InlineData("""{"meta":{"result":"SUCCESS"}}""")]
    public async Task A_200_that_contradicts_itself_is_unknown_and_nothing_is_sent_again(string body)
    {
        _asked.Pg.OnSend(ScriptedPg.Json(200, body));

        Assert.IsType<GatewayResult.Unknown>(await _asked.RequestAsync(AskedPg.Idempotent));
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }

    [Fact]
    public async Task Silence_is_unknown_and_nothing_is_sent_again()
    {
        _asked.Pg.OnSend(ScriptedPg.Hang);

        Assert.IsType<GatewayResult.Unknown>(await _asked.RequestAsync(("Pg:TimeLimit", "00:00:02"), AskedPg.Idempotent));
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }

    // Also where an error is sent again under the same key: of an error the PG is asked first, and of this it was not.
    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_cut_connection_is_unknown_and_nothing_is_sent_again(string honoursKey)
    {
        _asked.Pg.OnSend(ScriptedPg.Cut);

        Assert.IsType<GatewayResult.Unknown>(await _asked.RequestAsync(("Pg:HonoursIdempotencyKey", honoursKey)));
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"meta":{"result":"SUCCESS"},"data":{"status":"PENDING"}}""")]
    public async Task An_answer_that_cannot_be_read_is_unknown(string body)
    {
        _asked.Pg.OnSend(ScriptedPg.Json(200, body));

        Assert.IsType<GatewayResult.Unknown>(await _asked.RequestAsync(AskedPg.Idempotent));
        Assert.Single(_asked.Pg.IdempotencyKeys);
    }
}
