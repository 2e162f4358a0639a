using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Members;
using Commerce.TestHost.Client;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Members;

public sealed class MemberTests(RunningApi api)
{
    [Theory]
    [InlineData("/users")]
    [InlineData("/users/join")]
    public async Task Whoever_joins_is_a_member_with_no_points(string path)
    {
        var id = Stage.FreshMemberId();

        var joined = await api.PostAsync(path, body: Form(id));

        Assert.Equal(new MemberAnswer(id, "kim@example.com", "1990-02-28", "FEMALE", 0), joined.Data<MemberAnswer>());
        var me = await api.GetAsync("/users/me", id);
        Assert.Equal(joined.DataJson, me.DataJson);
    }

    [Theory]
    [InlineData("too-long-id", "kim@example.com", "1990-02-28", "FEMALE", "memberId는 영문 또는 숫자 10자이내이어야 합니다.")]
    [InlineData(null, "kim@example.com", "1990-02-28", "FEMALE", "memberId는 영문 또는 숫자 10자이내이어야 합니다.")]
    [InlineData("nobody1", "kim.example.com", "1990-02-28", "FEMALE", "이메일 형식이 올바르지 않습니다")]
    [InlineData("nobody1", "kim@example.com", "28.02.1990", "FEMALE", "생년월일이 형식에 맞지 않습니다.")]
    [InlineData("nobody1", "kim@example.com", "1990-02-28", null, "성별은 필수 입력값입니다")]
    [InlineData("nobody1", "kim@example.com", "1990-02-28", "OTHER", "성별 값이 올바르지 않습니다. 사용 가능한 값 : [MALE, FEMALE]")]
    public async Task A_form_with_a_bad_field_is_refused(string? memberId, string? email, string? birthDate, string? gender, string message)
    {
        var answer = await api.PostAsync("/users/join", body: new { memberId, email, birthDate, gender });

        answer.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", message);
        Assert.Equal(0, await CountAsync("nobody1"));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused_in_the_readers_language()
    {
        var id = await api.AddMemberAsync();

        var korean = await api.PostAsync("/users", body: Form(id));
        var english = await api.PostAsync("/users", body: Form(id), language: "en");

        korean.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "이미 가입된 유저 ID입니다.");
        english.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "This user id is already taken.");
    }

    [Fact]
    public async Task Of_fifty_who_want_one_id_at_once_one_gets_it()
    {
        var id = Stage.FreshMemberId();

        var answers = await Requests.AtOnceAsync(50, _ => api.PostAsync("/users/join", body: Form(id)));

        Assert.Single(answers, answer => answer.IsSuccess);
        Assert.All(
            answers.Where(answer => !answer.IsSuccess),
            answer => answer.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "이미 가입된 유저 ID입니다."));
        Assert.Equal(1, await CountAsync(id));
    }

    [Fact]
    public async Task Ids_differ_by_case()
    {
        var id = await api.AddMemberAsync();

        var upper = await api.PostAsync("/users/join", body: Form(id.ToUpperInvariant()));

        Assert.Equal(id.ToUpperInvariant(), upper.Data<MemberAnswer>().MemberId);
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.NotFound, "MEMBER_001", "유저를 찾을 수 없습니다")]
    [InlineData(null, HttpStatusCode.BadRequest, "BAD_REQUEST", "유저 ID 헤더는 필수입니다.")]
    [InlineData("  ", HttpStatusCode.BadRequest, "BAD_REQUEST", "유저 ID 헤더는 필수입니다.")]
    public async Task Nobody_is_not_found(string? member, HttpStatusCode status, string code, string message) =>
        (await api.GetAsync("/users/me", member)).IsProblem(status, code, message);

    private static object Form(string memberId) =>
        new { memberId, email = "kim@example.com", birthDate = "1990-02-28", gender = "FEMALE" };

    private Task<int> CountAsync(string memberId) =>
        api.InDatabaseAsync(db => db.Members.CountAsync(m => m.MemberId == new MemberId(memberId), TestContext.Current.CancellationToken));
}
