using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Payments;

public sealed class CardNumberTests
{
    private const string Sample = "1234-5678-9814-1451";

    [Fact]
    public void A_card_prints_masked_whatever_prints_it()
    {
        var card = Card.Parse("samsung", Sample);

        Assert.Equal("****-****-****-1451", $"{card.Number}");
        Assert.DoesNotContain("1234", card.ToString(), StringComparison.Ordinal);
        Assert.Equal(Sample, card.Number.Reveal());
    }

    [Theory]
    [InlineData("SAMSUNG", null)]
    [InlineData("SAMSUNG", "")]
    [InlineData("SAMSUNG", "1234567898141451")]
    [InlineData("SAMSUNG", "1234-5678-9814-145")]
    [InlineData("SAMSUNG", "1234-5678-9814-1451\n")]
    [InlineData("SAMSUNG", "１234-5678-9814-1451")]
    [InlineData("VISA", Sample)]
    [InlineData("0", Sample)]
    [InlineData("", Sample)]
    [InlineData(null, Sample)]
    public void A_bad_card_is_refused_and_its_number_never_repeated(string? type, string? number)
    {
        var error = Assert.Throws<CommerceException>(() => Card.Parse(type, number));

        Assert.Equal(400, error.Error.Status);
        Assert.DoesNotContain("1234", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cardNo":"1234-5678-9814-1451","amount":5000}""", """{"cardNo":"****-****-****-1451","amount":5000}""")]
    [InlineData("4242424242424242 and 4242 4242 4242 4242", "****-****-****-4242 and ****-****-****-4242")]
    [InlineData("""{"transactionKey":"20250816:TR:9577c5","orderId":"ORDER000001"}""", """{"transactionKey":"20250816:TR:9577c5","orderId":"ORDER000001"}""")]
    public void Card_numbers_inside_a_text_are_masked_and_nothing_else(string text, string expected) =>
        Assert.Equal(expected, CardNumber.MaskAll(text));
}
