using System.Reflection;
using Commerce.Core.Errors;

namespace Commerce.Api.Http;

/// <summary>The header <c>If-Match</c>: change it only if it is still what I have read.</summary>
[RequestHeader(Name, "The ETag of what you have read: 412 when it has changed since.")]
internal sealed record IfMatchHeader(IReadOnlyList<string> Tags) : IBindableFromHttpContext<IfMatchHeader>
{
    public const string Name = "If-Match";
    private const int MaxTags = 10;

    /// <exception cref="CommerceException">400 when the header holds no tags, or too many.</exception>
    public static ValueTask<IfMatchHeader?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var sent = context.Request.Headers.IfMatch.Count > 0;
        var tags = context.Request.GetTypedHeaders().IfMatch;
        return !sent || tags.Count is > 0 and <= MaxTags
            ? ValueTask.FromResult<IfMatchHeader?>(new IfMatchHeader([.. tags.Select(tag => tag.Tag.ToString())]))
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, Name) { Field = Name };
    }

    /// <param name="read">Reads the tag of what is there now; called only when the header was sent.</param>
    /// <exception cref="CommerceException">PRECONDITION_001.</exception>
    public async Task EnsureAsync(Func<Task<string>> read)
    {
        if (Tags.Count > 0 && !Tags.Contains("*") && !Tags.Contains(await read()))
        {
            throw new CommerceException(ErrorCode.Changed);
        }
    }
}
