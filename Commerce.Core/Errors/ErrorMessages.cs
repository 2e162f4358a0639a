using System.Globalization;
using System.Resources;

namespace Commerce.Core.Errors;

/// <summary>The sentences of <c>ErrorMessages.resx</c>: Korean by default, English beside it.</summary>
public static class ErrorMessages
{
    private static readonly ResourceManager Resources = new(typeof(ErrorMessages));

    public static string For(ErrorCode error, Sentence? detail = null, params object[] arguments) =>
        detail is { } sentence ? For(sentence, arguments) : Find(error.Code);

    public static string For(Sentence sentence, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, Find(sentence.ToString()), arguments);

    // A missing entry shows its key: ugly, but the caller still learns the code. A test sees to it that none is missing.
    private static string Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
