using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways.Toss;

/// <summary>What each answer to a confirm proves.</summary>
public sealed class TossConfirmTests
{
    // Toss has it as it was before: nothing is concluded from what these say, whatever their status is.
    public static TheoryData<int, string> Doubtful() => new()
    {
        { 500, "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING" }, { 500, "FAILED_INTERNAL_SYSTEM_PROCESSING" },
        { 500, "UNKNOWN_PAYMENT_ERROR" },
        { 500, "UNKNOWN_ERROR" }, { 500, "COMMON_ERROR" }, { 409, "IDEMPOTENT_REQUEST_PROCESSING" }, { 400, "ALREADY_PROCESSED_PAYMENT" },
        { 400, "DUPLICATED_ORDER_ID" }, { 400, "PROVIDER_ERROR" }, { 400, "CARD_PROCESSING_ERROR" },
        { 403, "FORBIDDEN_CONSECUTIVE_REQUEST" },
        { 429, "TOO_MANY_REQUESTS" }, { 400, "A_CODE_OF_TOMORROW" }, { 403, "A_CODE_OF_TOMORROW" }, { 404, "A_CODE_OF_TOMORROW" },
        { 500, "REJECT_CARD_PAYMENT" }, { 503, "EXCEED_MAX_AMOUNT" }, { 409, "INVALID_STOPPED_CARD" }, { 401, "A_CODE_OF_TOMORROW" },
        { 400, "reject_card_payment" }, { 402, "REJECT_CARD_PAYMENT" },
    };

    public static TheoryData<int, string, FailureCode> Certain()
    {
        var table = new TheoryData<int, string, FailureCode>();
        foreach (var code in new[]
        {
            "REJECT_CARD_PAYMENT", "REJECT_CARD_COMPANY", "REJECT_ACCOUNT_PAYMENT", "REJECT_TOSSPAY_INVALID_ACCOUNT",
            "EXCEED_MAX_AUTH_COUNT", "NOT_AVAILABLE_BANK", "INVALID_PASSWORD", "FDS_ERROR",
        })
        {
            table.Add(403, code, FailureCode.Declined);
        }

        foreach (var code in new[]
        {
            "INVALID_CARD_INSTALLMENT_PLAN", "EXCEED_MAX_CARD_INSTALLMENT_PLAN", "NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT",
            "NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN", "BELOW_MINIMUM_AMOUNT", "RESTRICTED_TRANSFER_ACCOUNT",
            "INVALID_ACCOUNT_INFO_RE_REGISTER", "NOT_ALLOWED_POINT_USE", "NOT_AVAILABLE_PAYMENT",
        })
        {
            table.Add(400, code, FailureCode.Declined);
        }

        foreach (var code in new[]
        {
            "INVALID_REJECT_CARD", "INVALID_STOPPED_CARD", "INVALID_CARD_LOST_OR_STOLEN", "INVALID_CARD_EXPIRATION", "INVALID_CARD_NUMBER",
        })
        {
            table.Add(400, code, FailureCode.InvalidCard);
        }

        foreach (var code in new[]
        {
            "EXCEED_MAX_PAYMENT_AMOUNT", "EXCEED_MAX_AMOUNT", "EXCEED_MAX_DAILY_PAYMENT_COUNT", "EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT",
            "EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT", "EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT",
        })
        {
            table.Add(400, code, FailureCode.LimitExceeded);
        }

        table.Add(403, "EXCEED_MAX_ONE_DAY_AMOUNT", FailureCode.LimitExceeded);
        table.Add(404, "NOT_FOUND_PAYMENT_SESSION", FailureCode.CheckoutExpired);
        return table;
    }

    public static TheoryData<int, string> OurFault() => new()
    {
        { 401, "UNAUTHORIZED_KEY" }, { 400, "INVALID_API_KEY" }, { 400, "INVALID_REQUEST" }, { 400, "INVALID_AUTHORIZE_AUTH" },
        { 400, "UNAPPROVED_ORDER_ID" }, { 400, "NOT_FOUND_TERMINAL_ID" }, { 400, "INVALID_UNREGISTERED_SUBMALL" },
        { 400, "NOT_REGISTERED_BUSINESS" }, { 400, "INVALID_IDEMPOTENCY_KEY" }, { 400, "INVALID_ORDER_ID" },
        { 403, "INCORRECT_BASIC_AUTH_FORMAT" }, { 403, "FORBIDDEN_REQUEST" },
    };

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task What_is_not_certain_proves_nothing_while_toss_has_not_decided(int status, string code)
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.OnConfirm(TossHost.Key.Value, status, code);

        var unknown = Assert.IsType<GatewayConfirmation.Unknown>(await host.ConfirmAsync());

        Assert.Equal(code == "DUPLICATED_ORDER_ID", unknown.IsNameTaken);
        Assert.Single(host.Toss.Confirms);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task And_is_what_the_record_says_once_it_has(int status, string code)
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.OnConfirm(TossHost.Key.Value, (context, asked) =>
        {
            host.Toss.Capture(asked.PaymentKey);
            return FakeToss.ErrorAsync(context, status, code);
        });

        var concluded = Assert.IsType<GatewayConfirmation.Concluded>(await host.ConfirmAsync());

        Assert.Equal((GatewayPaymentState.Success, 5_000), (concluded.Record.State, concluded.Record.Amount));
    }

    [Theory]
    [MemberData(nameof(Certain))]
    public async Task A_refusal_that_is_documented_as_certain_is_one(int status, string code, FailureCode failure)
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.OnConfirm(TossHost.Key.Value, status, code);

        var declined = Assert.IsType<GatewayConfirmation.Declined>(await host.ConfirmAsync());

        Assert.Equal(failure, declined.Code);
        Assert.StartsWith(code, declined.Reason, StringComparison.Ordinal);
        Assert.Equal(failure == FailureCode.CheckoutExpired ? 1 : 0, host.Toss.Looks.Count); // Of that one, whose it is.
    }

    [Theory]
    [MemberData(nameof(OurFault))]
    public async Task What_we_did_wrong_fails_no_payment(int status, string code)
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.OnConfirm(TossHost.Key.Value, status, code);

        Assert.IsType<GatewayConfirmation.Misconfigured>(await host.ConfirmAsync());
    }

    [Theory]
    [InlineData(404, "NOT_FOUND_PAYMENT")]
    [InlineData(400, "INVALID_REQUEST")]
    public async Task A_key_that_toss_has_never_seen_was_made_up(int status, string code)
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Payments.Clear();
        host.Toss.OnConfirm(TossHost.Key.Value, status, code);

        Assert.IsType<GatewayConfirmation.KeyUnknown>(await host.ConfirmAsync());
    }

    [Fact]
    public async Task A_session_that_is_over_because_its_money_was_taken_is_no_refusal()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Capture(TossHost.Key.Value);
        host.Toss.OnConfirm(TossHost.Key.Value, 404, "NOT_FOUND_PAYMENT_SESSION");

        var concluded = Assert.IsType<GatewayConfirmation.Concluded>(await host.ConfirmAsync());

        Assert.Equal(GatewayPaymentState.Success, concluded.Record.State);
    }

    [Theory]
    [InlineData(404, "NOT_FOUND_PAYMENT_SESSION")]
    [InlineData(404, "NOT_FOUND_PAYMENT")]
    [InlineData(400, "INVALID_REQUEST")]
    public async Task A_key_that_toss_has_for_another_order_is_none_of_ours(int status, string code)
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Open("name-of-another", TossHost.Request.Amount, TossHost.Key.Value);
        host.Toss.OnConfirm(TossHost.Key.Value, status, code);

        Assert.True(Assert.IsType<GatewayConfirmation.KeyUnknown>(await host.ConfirmAsync()).IsAnothers);
    }

    [Fact]
    public async Task A_key_that_is_not_found_but_can_be_looked_at_was_not_made_up()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.OnConfirm(TossHost.Key.Value, 404, "NOT_FOUND_PAYMENT");

        Assert.IsType<GatewayConfirmation.Unknown>(await host.ConfirmAsync());
    }

    [Fact]
    public async Task A_confirm_is_sent_with_our_amount_and_under_one_key_however_often()
    {
        await using var host = await TossHost.StartAsync();

        Assert.IsType<GatewayConfirmation.Concluded>(await host.ConfirmAsync());
        Assert.IsType<GatewayConfirmation.Concluded>(await host.ConfirmAsync());

        Assert.Equal(2, host.Toss.Confirms.Count);
        Assert.Single(host.Toss.Confirms.DistinctBy(sent => sent.IdempotencyKey));
        Assert.All(host.Toss.Confirms, sent => Assert.Equal(("name-of-the-attempt", 5_000L), (sent.Confirm.OrderId, sent.Confirm.Amount)));
    }

    [Fact]
    public async Task Silence_a_cut_connection_and_an_unreadable_answer_prove_nothing()
    {
        await using var host = await TossHost.StartAsync(("Gateways:Toss:ConfirmTimeLimit", "00:00:01"));
        host.Toss.OnConfirm(TossHost.Key.Value, (context, _) => ScriptedPg.Hang(context));
        host.Toss.OnConfirm(TossHost.Key.Value, (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        host.Toss.OnConfirm(TossHost.Key.Value, (context, _) => ScriptedPg.Json(200, "<html>")(context));
        host.Toss.OnConfirm(TossHost.Key.Value, (context, _) => ScriptedPg.Json(200, """{"paymentKey":"another","totalAmount":5000,"currency":"KRW"}""")(context));

        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<GatewayConfirmation.Unknown>(await host.ConfirmAsync());
        }
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        await using var host = await TossHost.StartAsync(("Gateways:Toss:BaseAddress", "http://127.0.0.1:1"));

        Assert.IsType<GatewayConfirmation.NotSent>(await host.ConfirmAsync());
    }

    [Fact]
    public async Task More_than_toss_allows_a_minute_is_not_sent()
    {
        await using var host = await TossHost.StartAsync(("Gateways:Toss:RequestsPerMinute", "2"));

        await host.ConfirmAsync();
        await host.ConfirmAsync();

        Assert.IsType<GatewayConfirmation.NotSent>(await host.ConfirmAsync());
        Assert.Equal(2, host.Toss.Confirms.Count);
    }
}
