using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Payments;

public sealed class CardNumberTests
{
    private const string Sample = "1234-5678-9814-1451";

    [Fact]
    public void A_card_prints_masked_whatever_prints_it()
    {
        var card = Card.Parse("SAMSUNG", Sample);

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
    [InlineData("samsung", Sample)]
    [InlineData(" SAMSUNG", Sample)]
    [InlineData("SAMSUNG ", Sample)]
    [InlineData("SAMSUNG,KB", Sample)]
    [InlineData("KB,HYUNDAI", Sample)]
    [InlineData("1234-5678-9814-1451", Sample)]
    [InlineData("", Sample)]
    [InlineData(null, Sample)]
    public void A_bad_card_is_refused_and_its_number_never_repeated(string? type, string? number)
    {
        var error = Assert.Throws<CommerceException>(() => Card.Parse(type, number));

        Assert.Equal(400, error.Error.Status);
        Assert.DoesNotContain("1234", error.Message, StringComparison.Ordinal);
    }
}
