using System.Reflection;
using Commerce.Api.Access;
using Commerce.Core.Errors;
using Commerce.Core.Members;

namespace Commerce.Api.Members;

/// <summary>
/// Who sends the request, as whoever let him in has found out: by his token, or by the header of the gateway in front (<c>Auth:Mode</c>).
/// </summary>
internal sealed record CurrentMember(MemberId Id) : IBindableFromHttpContext<CurrentMember>
{
    /// <exception cref="CommerceException">400 when nobody is named, or what no member can be called.</exception>
    public static ValueTask<CurrentMember?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name }
            ? ValueTask.FromResult<CurrentMember?>(new CurrentMember(MemberId.Parse(name, MemberHeaderHandler.Header)))
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.MemberHeaderMissing) { Field = MemberHeaderHandler.Header };
}
