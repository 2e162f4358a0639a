using Commerce.Core.Errors;
using Commerce.Core.Members;

namespace Commerce.Core.Tests.Members;

public sealed class JoinMemberCommandTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 20, 0, 0, TimeSpan.Zero);
    private static readonly JoinMemberCommand Good = new("kim1", "kim@example.com", "1990-02-28", "FEMALE");

    [Fact]
    public void A_new_member_has_what_was_written_down_and_no_points()
    {
        var member = Good.ToMember(Now);

        Assert.Equal(
            (new MemberId("kim1"), "kim@example.com", new DateOnly(1990, 2, 28), Gender.Female, 0, Now),
            (member.MemberId, member.Email, member.BirthDate, member.Gender, member.Point, member.CreatedAt));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("abcdefghi1", true)]
    [InlineData("ABC", true)]
    [InlineData("abcdefghij1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("with space", false)]
    [InlineData("kim-1", false)]
    [InlineData("kim1\n", false)]
    [InlineData("김철수", false)]
    public void A_member_id_is_one_to_ten_letters_or_digits(string? id, bool fine) =>
        Check(Good with { MemberId = id }, fine, Sentence.MemberIdMalformed);

    [Theory]
    [InlineData("a@b.kr", true)]
    [InlineData("first.last+tag@sub.example.com", true)]
    [InlineData("a@b", false)]
    [InlineData("a.kr", false)]
    [InlineData("@b.kr", false)]
    [InlineData("a@.kr", false)]
    [InlineData("a b@c.kr", false)]
    [InlineData("a@b@c.kr", false)]
    [InlineData("a@b.kr\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_email_address_looks_like_one(string? email, bool fine) =>
        Check(Good with { Email = email }, fine, Sentence.EmailMalformed);

    [Theory]
    [InlineData(JoinMemberCommand.MaxEmailLength, true)]
    [InlineData(JoinMemberCommand.MaxEmailLength + 1, false)]
    public void An_email_address_fits_its_column(int length, bool fine) =>
        Check(Good with { Email = new string('a', length - "@b.kr".Length) + "@b.kr" }, fine, Sentence.EmailMalformed);

    [Theory]
    [InlineData("1900-01-01", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2026-01-03", true)] // Already today in Seoul.
    [InlineData("2026-01-04", false)]
    [InlineData("1899-12-31", false)]
    [InlineData("2025-02-29", false)]
    [InlineData("1990-2-28", false)]
    [InlineData("28.02.1990", false)]
    [InlineData("1990-02-28T00:00:00", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_birth_date_is_a_day_that_was(string? date, bool fine) =>
        Check(Good with { BirthDate = date }, fine, Sentence.BirthDateMalformed);

    [Fact]
    public void The_gender_is_required() => Check(Good with { Gender = null }, fine: false, Sentence.GenderMissing);

    private static void Check(JoinMemberCommand command, bool fine, Sentence sentence)
    {
        var error = Record.Exception(() => command.ToMember(Now));

        if (fine)
        {
            Assert.Null(error);
            return;
        }

        var refused = Assert.IsType<CommerceException>(error);
        Assert.Equal((ErrorCode.BadRequest, ErrorMessages.For(sentence)), (refused.Error, refused.Message));
    }
}
