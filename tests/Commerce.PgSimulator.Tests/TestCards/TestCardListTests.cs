using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.TestCards;

public sealed class TestCardListTests(GoodDaySimulator pg)
{
    [Fact]
    public void Each_number_is_well_formed_passes_the_luhn_check_and_stands_there_once()
    {
        Assert.All(TestCard.All, card => Assert.Matches("^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{4}$", card.CardNo));
        Assert.All(TestCard.All, card => Assert.Equal(0, LuhnSum(card.CardNo) % 10));
        Assert.Equal(TestCard.All.Count, TestCard.All.DistinctBy(card => card.CardNo).Count());
        Assert.Equal(TestCard.All.Count, TestCard.All.DistinctBy(card => card.Outcome.Name).Count());
    }

    [Fact]
    public void The_official_sample_card_is_a_dice_card() => Assert.Null(TestCard.Find("1234-5678-9814-1451"));

    [Fact]
    public async Task The_list_is_served()
    {
        var cards = (await pg.GetAsync("/api/v1/test-cards", userId: null)).Data.EnumerateArray().ToList();

        Assert.Equal(TestCard.All.Select(card => card.CardNo), cards.Select(card => card.GetProperty("cardNo").GetString()));
        Assert.Equal(TestCard.All.Select(card => card.Outcome.Name), cards.Select(card => card.GetProperty("outcome").GetString()));
        Assert.All(cards, card => Assert.False(string.IsNullOrWhiteSpace(card.GetProperty("meaning").GetString())));
    }

    private static int LuhnSum(string cardNo)
    {
        var digits = cardNo.Where(char.IsAsciiDigit).Reverse().Select(digit => digit - '0').ToList();
        return digits.Select((digit, place) => place % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10)).Sum();
    }
}
