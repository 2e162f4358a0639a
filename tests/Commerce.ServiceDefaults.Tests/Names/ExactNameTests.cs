using Commerce.ServiceDefaults.Names;

namespace Commerce.ServiceDefaults.Tests.Names;

/// <summary>A name is read letter by letter; whatever <c>Enum.TryParse</c> takes besides is none.</summary>
public sealed class ExactNameTests
{
    private enum Word
    {
        Success,
        PriceAsc,
    }

    [Theory]
    [InlineData("SUCCESS", nameof(Word.Success))]
    [InlineData("PRICE_ASC", nameof(Word.PriceAsc))]
    [InlineData("Success", null)]
    [InlineData("success", null)]
    [InlineData("PriceAsc", null)]
    [InlineData(" SUCCESS", null)]
    [InlineData("SUCCESS ", null)]
    [InlineData("SUCCESS,PRICE_ASC", null)]
    [InlineData("SUCCESS, SUCCESS", null)]
    [InlineData("0", null)]
    [InlineData("1", null)]
    [InlineData("+1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_the_name_itself_is_read(string? text, string? expected) => Assert.Equal(
        expected, ExactName<Word>.Find(text)?.ToString());

    [Fact]
    public void Every_value_is_read_from_its_own_name() =>
        Assert.All(Enum.GetValues<Word>(), value => Assert.Equal(value, ExactName<Word>.Find(ExactName<Word>.Of(value))));

    [Fact]
    public void All_names_are_listed_in_their_order() => Assert.Equal("SUCCESS, PRICE_ASC", ExactName<Word>.All);
}
