using Commerce.ServiceDefaults.Cards;

namespace Commerce.ServiceDefaults.Tests.Cards;

/// <summary>A card number is hidden however it is written, and nothing else is.</summary>
public sealed class CardNumberMaskTests
{
    private const string Hidden = "****-****-****-4242";

    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("4242-4242-4242-4242")]
    [InlineData("4242 4242 4242 4242")]
    [InlineData("4242.4242.4242.4242")]
    [InlineData("4242_4242_4242_4242")]
    [InlineData("4242/4242/4242/4242")]
    [InlineData("4242 - 4242 - 4242 - 4242")]
    [InlineData("4242\u00A04242\u00A04242\u00A04242")]
    [InlineData("4242\u20134242\u20134242\u20134242")]
    [InlineData("42424242 42424242")]
    [InlineData("4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2")]
    [InlineData("４２４２-４２４２-４２４２-４２４２")]
    [InlineData(@"4242\u002d4242\u002D4242\u002d4242")]
    [InlineData(@"\u0034242424242424242")]
    [InlineData(@"4242\/4242\/4242\/4242")]
    [InlineData("4242%204242%204242%204242")]
    [InlineData("4242%2D4242%2d4242-4242")]
    [InlineData("%34242424242424242")]
    [InlineData("4242+4242+4242+4242")]
    [InlineData("4242\n4242\n4242\n4242")]
    [InlineData("4242\r\n\r\n4242\r\n\r\n4242\r\n\r\n4242")]
    [InlineData("4242\t4242\t4242\t4242")]
    [InlineData("4242\u000B4242\u00854242\u20284242")]
    [InlineData("4242|4242|4242|4242")]
    [InlineData("4242*4242*4242*4242")]
    [InlineData("4242\u20034242\u20034242\u20034242")]
    [InlineData("4242\u30004242\u202F4242\u20074242")]
    [InlineData("4242\u22124242\uFF0D4242\uFE584242")] // Minus, full-width hyphen, small dash.
    [InlineData("4242\u200B4242\u00AD4242\uFEFF4242")] // Nothing that one sees.
    [InlineData("4242ㅡ4242ㅡ4242ㅡ4242")] // A Korean vowel that looks like a dash.
    [InlineData("4242\u25024242\u20224242~4242")]
    [InlineData("4242) (4242) (4242) (4242")]
    [InlineData("4242  --  4242  --  4242  --  4242")]
    [InlineData("4242\", \"4242\", \"4242\", \"4242")]
    public void A_card_number_is_hidden_in_every_form(string number)
    {
        Assert.Equal(Hidden, CardNumberMask.Apply(number));
        Assert.Equal($"paid with {Hidden}, twice: {Hidden}.", CardNumberMask.Apply($"paid with {number}, twice: {number}."));
        Assert.True(CardNumberMask.Finds($"order_{number}_1"));
    }

    [Theory]
    [InlineData("""{"cardNo":"1234-5678-9814-1451","amount":5000}""", """{"cardNo":"****-****-****-1451","amount":5000}""")] // No check digit, but an order takes it.
    [InlineData(@"1234\u002d5678\u002d9814\u002d1451", "****-****-****-1451")]
    [InlineData("378282246310005", "****-****-****-0005")]
    [InlineData("3782 822463 10005", "****-****-****-0005")]
    [InlineData("3056 930902 5904", "****-****-****-5904")]
    [InlineData("6304000000000000", "****-****-****-0000")]
    [InlineData("9410000000000005", "****-****-****-0005")]
    [InlineData("2223003122003222", "****-****-****-3222")]
    [InlineData(@"\n4111111111111111\n", @"\n****-****-****-1111\n")]
    [InlineData("/orders%2F4111111111111111?x=1", "/orders%2F****-****-****-1111?x=1")]
    [InlineData("100%4111-1111-1111-1111", "100%****-****-****-1111")]
    [InlineData("카드번호4111111111111111번", "카드번호****-****-****-1111번")]
    [InlineData("1 4111111111111111", "1 ****-****-****-1111")]
    [InlineData("2026-11-25 18:31:41 4111111111111111", "2026-11-25 18:31:41 ****-****-****-1111")]
    public void What_stands_around_it_stays(string text, string masked) => Assert.Equal(masked, CardNumberMask.Apply(text));

    [Theory]
    [InlineData("")]
    [InlineData("한도초과입니다. 다른 카드를 선택해주세요.")]
    [InlineData("4111111111111112")] // The check digit is wrong.
    [InlineData("424242424242424242424242")] // Longer than any card number.
    [InlineData("a4111111111111111f")] // A part of an id.
    [InlineData("20250816:TR:9577c5")]
    [InlineData("20261125183141123")]
    [InlineData("2026-11-25 18:31:41.1234567")]
    [InlineData("2026-11-25T18:31:41.1234567+09:00")]
    [InlineData("1764095501")] // Seconds,
    [InlineData("1764095501123")] // milliseconds,
    [InlineData("1764095501123456")] // microseconds
    [InlineData("1764095501123456789")] // and nanoseconds since 1970.
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("12345678-1234-4123-8123-123456789012")]
    [InlineData("4242424242424242424242424242424242")]
    [InlineData("127.0.0.1:40000 10.10.10.10")]
    [InlineData("1234567890.123456")]
    [InlineData("9999999999999")]
    [InlineData("5000\n3000\n2000\n1000\n")] // Sums, one a line.
    [InlineData("[2026-11-25] (18:31:41) #4242 [1234567]")]
    [InlineData("+82 (10) 1234-5678; +82 (10) 8765-4321")]
    [InlineData("4242         4242         4242         4242")] // Columns.
    [InlineData("4242 일 4242 월 4242 화 4242")]
    [InlineData("ORDER000001-1")]
    [InlineData("100% 42")]
    [InlineData(@"C:\4242\4242")]
    [InlineData("ends with %4")]
    [InlineData(@"ends with 1234567890123 \u00")]
    public void Nothing_else_is_hidden(string text)
    {
        Assert.Same(text, CardNumberMask.Apply(text));
        Assert.False(CardNumberMask.Finds(text));
    }

    [Fact]
    public void Random_UUIDs_are_left_alone()
    {
        // The same UUIDs in every run, with far more decimal digits than chance would give.
        for (uint i = 0, state = 1; i < 20_000; i++)
        {
            var uuid = string.Concat(Enumerable.Range(0, 36).Select(at => at is 8 or 13 or 18 or 23 ? '-' : (char)('0' + Next(ref state))));

            Assert.Same(uuid, CardNumberMask.Apply(uuid));
        }

        static uint Next(ref uint state) => ((state = (state * 1664525) + 1013904223) >> 16) % 10;
    }
}
