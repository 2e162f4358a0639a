using System.Reflection;
using Commerce.Api.Http;
using Commerce.Core.Errors;
using Commerce.Core.Members;

namespace Commerce.Api.Members;

/// <summary>Who sends the request. The one place that knows where an identity comes from: today the header <c>X-USER-ID</c>.</summary>
[RequestHeader(Header, "The member id.", Required = true)]
internal sealed record CurrentMember(MemberId Id) : IBindableFromHttpContext<CurrentMember>
{
    public const string Header = "X-USER-ID";

    /// <exception cref="CommerceException">400 when the header is missing, blank, or what no member can be called.</exception>
    public static ValueTask<CurrentMember?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var value = context.Request.Headers[Header].ToString().Trim();
        return value.Length == 0
            ? throw new CommerceException(ErrorCode.BadRequest, Sentence.MemberHeaderMissing)
            : ValueTask.FromResult<CurrentMember?>(new CurrentMember(MemberId.Parse(value)));
    }
}
