using System.Text.RegularExpressions;
using Commerce.Core.Errors;

namespace Commerce.Core.Members;

/// <summary>Who is asking: the member's public id, for example <c>demo1</c>. At most 10 letters or digits.</summary>
/// <param name="Value">The id as the member knows it.</param>
public readonly partial record struct MemberId(string Value)
{
    public const int MaxLength = 10;

    /// <summary>Reads an id that somebody wants to have. ASCII only: it travels in an HTTP header, to us and to the PG.</summary>
    /// <exception cref="CommerceException">400 when the text is missing or not 1 to 10 letters or digits.</exception>
    /// <param name="field">Where it was written.</param>
    public static MemberId Parse(string? text, string field = "memberId") =>
        Find(text) ?? throw new CommerceException(ErrorCode.BadRequest, Sentence.MemberIdMalformed) { Field = field };

    /// <returns>Null when the text is what no member can be called.</returns>
    public static MemberId? Find(string? text) => text is not null && Shape().IsMatch(text) ? new MemberId(text) : null;

    public override string ToString() => Value;

    [GeneratedRegex(@"^[A-Za-z0-9]{1,10}\z")]
    private static partial Regex Shape();
}
