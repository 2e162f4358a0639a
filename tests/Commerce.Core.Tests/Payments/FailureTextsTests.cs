using System.Globalization;
using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Payments;

public sealed class FailureTextsTests
{
    [Theory]
    [InlineData(FailureCode.OutOfStock, "STOCK_001", 400)]
    [InlineData(FailureCode.InvalidCard, "PAYMENT_005", 400)]
    [InlineData(FailureCode.LimitExceeded, "PAYMENT_005", 502)]
    [InlineData(FailureCode.Declined, "PAYMENT_005", 502)]
    [InlineData(FailureCode.CancelledAtGateway, "PAYMENT_005", 502)]
    [InlineData(FailureCode.NotFoundAtGateway, "PAYMENT_005", 502)]
    [InlineData(FailureCode.GatewayError, "PAYMENT_005", 502)]
    [InlineData(FailureCode.GatewayTimeout, "PAYMENT_006", 504)]
    [InlineData(FailureCode.GatewayUnavailable, "PAYMENT_003", 503)]
    [InlineData(FailureCode.NoGateway, "PAYMENT_004", 503)]
    [InlineData(FailureCode.DuplicateCapture, "PAYMENT_005", 502)]
    [InlineData(FailureCode.CheckoutExpired, "PAYMENT_009", 409)]
    [InlineData(FailureCode.PaymentKeyUnknown, "PAYMENT_010", 400)]
    public void Each_failure_is_a_published_error(FailureCode code, string error, int status) =>
        Assert.Equal((error, status), (code.ToError().Code, code.ToError().Status));

    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void Each_failure_has_a_text_in_the_readers_language(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

            Assert.All(Enum.GetValues<FailureCode>(), code =>
                Assert.Equal(language == "ko", code.ToText().Any(letter => letter is >= '가' and <= '힣')));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Only_a_refusal_for_want_of_a_way_to_pay_says_more_than_its_error()
    {
        Assert.Equal(ErrorMessages.For(Sentence.CardPaymentUnavailable), FailureCode.GatewayUnavailable.ToErrorMessage());
        Assert.Equal(ErrorMessages.For(ErrorCode.GatewayTimeout), FailureCode.GatewayTimeout.ToErrorMessage());
    }
}
