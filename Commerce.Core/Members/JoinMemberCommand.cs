using System.Globalization;
using System.Text.RegularExpressions;
using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Members;

/// <summary>What somebody who wants to be a member writes down, unchecked.</summary>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>.</param>
/// <param name="Gender">The wire's name of it.</param>
public sealed partial record JoinMemberCommand(string? MemberId, string? Email, string? BirthDate, string? Gender)
{
    public const int MaxEmailLength = 255;
    public const int FirstBirthYear = 1900;

    /// <summary>The new member, with no points yet.</summary>
    /// <exception cref="CommerceException">400 with each field that is missing or malformed.</exception>
    public Member ToMember(DateTimeOffset now)
    {
        var fields = new FieldChecks();
        var memberId = fields.Read(() => Members.MemberId.Parse(MemberId));
        var email = fields.Read(CheckedEmail);
        var birthDate = fields.Read(() => CheckedBirthDate(now));
        var gender = fields.Read(CheckedGender);
        fields.ThrowIfAny();
        return new Member { MemberId = memberId!, Email = email!, BirthDate = birthDate, Gender = gender, CreatedAt = now };
    }

    private Gender CheckedGender() => Gender is null
        ? throw new CommerceException(ErrorCode.BadRequest, Sentence.GenderMissing) { Field = "gender" }
        : ExactName<Gender>.Find(Gender)
            ?? throw new CommerceException(ErrorCode.BadRequest, Sentence.GenderUnknown, ExactName<Gender>.All) { Field = "gender" };

    private string CheckedEmail() => Email is { Length: <= MaxEmailLength } email && EmailShape().IsMatch(email)
        ? email
        : throw new CommerceException(ErrorCode.BadRequest, Sentence.EmailMalformed) { Field = "email" };

    private DateOnly CheckedBirthDate(DateTimeOffset now)
    {
        var readable = DateOnly.TryParseExact(BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        // Where the day begins first it is already tomorrow.
        var latest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
        return readable && date.Year >= FirstBirthYear && date <= latest
            ? date
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.BirthDateMalformed) { Field = "birthDate" };
    }

    // Whether an address exists only a letter to it can tell; this finds slips of the pen.
    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}\z")]
    private static partial Regex EmailShape();
}
