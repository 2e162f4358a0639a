using Commerce.Core.Payments;
using Commerce.Core.Texts;

namespace Commerce.Core.Tests.Texts;

/// <summary>What others wrote is fit to be stored, and cut where a reader would cut it.</summary>
public sealed class ForeignTextTests
{
    private const string Flag = "🇰🇷";
    private const string Family = "👨‍👩‍👧";
    private const string Accent = "e\u0301";

    [Theory]
    [InlineData("", 5, "")]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("한도초과입니다", 5, "한도초과…")]
    [InlineData($"abc{Flag}d", 6, "abc…")]
    [InlineData($"abc{Family}", 8, "abc…")]
    [InlineData($"{Family}abc", 10, $"{Family}a…")]
    [InlineData($"abc{Accent}fgh", 5, "abc…")]
    [InlineData("ab😀", 3, "ab…")]
    [InlineData("abcdef", 1, "…")]
    [InlineData($"{Family}", 2, "…")]
    [InlineData("😀😀", 3, "😀…")]
    [InlineData("paid with 4242.4242.4242.4242", 100, "paid with ****-****-****-4242")]
    public void A_text_is_cut_between_the_characters_that_a_reader_sees(string text, int maxLength, string expected) =>
        Assert.Equal(expected, ForeignText.Bounded(text, maxLength));

    [Fact]
    public void One_character_that_is_longer_than_the_limit_is_cut_all_the_same()
    {
        var cut = ForeignText.Bounded("a" + new string('\u0301', 600), 500);

        Assert.Equal(500, cut.Length);
    }

    [Fact]
    public void A_card_number_is_hidden_before_the_text_is_cut() =>
        Assert.Equal("****-****…", ForeignText.Bounded("4242424242424242", 10));

    [Theory]
    [InlineData("20250816:TR:9577c5", true)]
    [InlineData("거래-1", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" key", false)]
    [InlineData("key ", false)]
    [InlineData("ke\ty", false)]
    [InlineData("ke\u0000y", false)]
    [InlineData("key😀", false)]
    [InlineData("12345678901234567890x", false)]
    [InlineData("4242424242424242", false)]
    public void A_name_is_kept_as_it_is_or_not_at_all(string? name, bool isKept) =>
        Assert.Equal(isKept ? name : null, ForeignText.Name(name, maxLength: 20));

    [Fact]
    public void The_detail_of_a_failure_fits_into_its_column_whoever_gives_it()
    {
        var failed = new PaymentResult.Failed(FailureCode.Declined, Certain: true, Detail: new string('x', 501));

        Assert.Equal(new string('x', 499) + '…', failed.Detail);
    }
}
