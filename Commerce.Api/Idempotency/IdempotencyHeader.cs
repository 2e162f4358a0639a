using System.Reflection;
using Commerce.Api.Http;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;

namespace Commerce.Api.Idempotency;

/// <summary>The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header); none is allowed, two are not.</summary>
[RequestHeader(
    Name, "Your name for this intent: the same key and body have one effect and one answer, however often they are sent.")]
internal sealed record IdempotencyHeader(IdempotencyKey? Key) : IBindableFromHttpContext<IdempotencyHeader>
{
    public const string Name = IdempotencyKey.Header;

    /// <exception cref="CommerceException">IDEMPOTENCY_001 when there are two, or the value is no key.</exception>
    public static ValueTask<IdempotencyHeader?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var values = context.Request.Headers[Name];
        return ValueTask.FromResult<IdempotencyHeader?>(new IdempotencyHeader(values.Count == 0 ? null : Read(values.ToString().Trim())));
    }

    /// <param name="request">What is asked for, without a whole card number.</param>
    public IdempotencyClaim? ClaimOf(MemberId memberId, string request) =>
        Key is { } key ? IdempotencyClaim.On(memberId, key, request) : null;

    // Two headers read as one with a comma: here, and in every proxy on the way.
    private static IdempotencyKey Read(string value) => value.Contains(',', StringComparison.Ordinal)
        ? throw new CommerceException(ErrorCode.IdempotencyKeyInvalid, Sentence.IdempotencyKeyTwice) { Field = Name }
        : IdempotencyKey.Parse(value);
}
