using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Commerce.Api.Access;
using Commerce.Api.Overload;
using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Members;

internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v1/users").WithTags("Users").LimitedAs(RequestLimit.Members);
        users.MapPost("/", JoinAsync)
            .WithName("users.join")
            .WithSummary("Become a member")
            .WithDescription(
                "The member id is yours to choose: 1 to 10 letters or digits that nobody else has. With a token it is the token's. "
                + "Also at /api/v1/users/join.")
            .WithRequestExample("""{"memberId":"newcomer1","email":"new@example.com","birthDate":"1990-01-31","gender":"FEMALE"}""")
            .ProducesProblem(400).ProducesProblem(413)
            .ForJoining();
        users.MapPost("/join", JoinAsync).ExcludeFromDescription().ForJoining();

        users.MapGet("/me", FindAsync)
            .WithName("users.me")
            .WithSummary("Read what is known about you, with your points")
            .WithDescription("Who you are is told by your token, or by the member header.")
            .ProducesProblem(400).ProducesProblem(404)
            .ForMembers();
    }

    private static async Task<Ok<Envelope<MemberResponse>>> JoinAsync(
        JoinRequest request, ClaimsPrincipal caller, JoinMember joinMember, CancellationToken ct)
    {
        // Else whoever has a token could take the id of another before he comes.
        if (caller.Identity is { AuthenticationType: JwtBearerDefaults.AuthenticationScheme, Name: var own } && own != request.MemberId)
        {
            throw new CommerceException(ErrorCode.CallerNotAllowed, Sentence.MemberIdOfAnother);
        }

        var member = await joinMember.ExecuteAsync(request.ToCommand(), ct);
        return TypedResults.Ok(Envelope<MemberResponse>.Success(MemberResponse.Of(member)));
    }

    private static async Task<Ok<Envelope<MemberResponse>>> FindAsync(CurrentMember member, FindMember findMember, CancellationToken ct)
    {
        var found = await findMember.ExecuteAsync(member.Id, ct);
        return TypedResults.Ok(Envelope<MemberResponse>.Success(MemberResponse.Of(found)));
    }
}

/// <summary>The body of <c>POST /api/v1/users</c>.</summary>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>.</param>
/// <param name="Gender">MALE or FEMALE.</param>
internal sealed record JoinRequest(
    [property: Required] string? MemberId,
    [property: Required] string? Email,
    [property: Required] string? BirthDate,
    [property: Required] string? Gender)
{
    public JoinMemberCommand ToCommand() => new(MemberId, Email, BirthDate, Gender);
}

/// <param name="Point">The balance, 1 point = 1 won.</param>
internal sealed record MemberResponse(long Id, string MemberId, string Email, DateOnly BirthDate, Gender Gender, long Point)
{
    public static MemberResponse Of(Member member) =>
        new(member.Id, member.MemberId.Value, member.Email, member.BirthDate, member.Gender, member.Point);
}
