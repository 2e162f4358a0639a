using System.Globalization;
using System.Reflection;
using Commerce.Core.Errors;

namespace Commerce.Core.Tests.Errors;

public sealed class ErrorMessagesTests
{
    public static TheoryData<string, string> EverySentenceInEveryLanguage()
    {
        var codes = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((ErrorCode)field.GetValue(null)!).Code);
        var data = new TheoryData<string, string>();
        foreach (var key in codes.Concat(Enum.GetNames<Sentence>()).Distinct())
        {
            data.Add(key, "ko");
            data.Add(key, "en");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EverySentenceInEveryLanguage))]
    public void Every_error_has_a_sentence_in_its_own_language(string key, string language)
    {
        var sentence = In(language, () => ErrorMessages.For(new ErrorCode(key, 400)));

        Assert.NotEqual(key, sentence);
        Assert.Equal(language == "ko", sentence.Any(letter => letter is >= '가' and <= '힣'));
    }

    [Theory]
    [InlineData("ko", "재고가 부족합니다. 상품: Bowl (요청: 3, 재고: 2)")]
    [InlineData("en", "There is not enough stock. Product: Bowl (requested: 3, in stock: 2)")]
    [InlineData("fr", "재고가 부족합니다. 상품: Bowl (요청: 3, 재고: 2)")]
    public void A_detail_names_what_it_is_about(string language, string expected)
    {
        var error = In(language, () => new CommerceException(ErrorCode.StockShort, Sentence.StockShortOfProduct, "Bowl", 3, 2));

        Assert.Equal(expected, error.Message);
    }

    private static T In<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
