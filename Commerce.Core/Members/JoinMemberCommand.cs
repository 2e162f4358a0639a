using System.Globalization;
using System.Text.RegularExpressions;
using Commerce.Core.Errors;

namespace Commerce.Core.Members;

/// <summary>What somebody who wants to be a member writes down, unchecked.</summary>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>.</param>
public sealed partial record JoinMemberCommand(string? MemberId, string? Email, string? BirthDate, Gender? Gender)
{
    public const int MaxEmailLength = 255;
    public const int FirstBirthYear = 1900;

    /// <summary>The new member, with no points yet.</summary>
    /// <exception cref="CommerceException">400 with a sentence about the first field that is missing or malformed.</exception>
    public Member ToMember(DateTimeOffset now) => new()
    {
        MemberId = Members.MemberId.Parse(MemberId),
        Email = CheckedEmail(),
        BirthDate = CheckedBirthDate(now),
        Gender = Gender ?? throw new CommerceException(ErrorCode.BadRequest, Sentence.GenderMissing),
        CreatedAt = now,
    };

    private string CheckedEmail() => Email is { Length: <= MaxEmailLength } email && EmailShape().IsMatch(email)
        ? email
        : throw new CommerceException(ErrorCode.BadRequest, Sentence.EmailMalformed);

    private DateOnly CheckedBirthDate(DateTimeOffset now)
    {
        var readable = DateOnly.TryParseExact(BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        // Where the day begins first it is already tomorrow.
        var latest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
        return readable && date.Year >= FirstBirthYear && date <= latest
            ? date
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.BirthDateMalformed);
    }

    // Whether an address exists only a letter to it can tell; this finds slips of the pen.
    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}\z")]
    private static partial Regex EmailShape();
}
