using System.Globalization;
using System.Reflection;
using Commerce.Api.Http;
using Commerce.Core.Errors;

namespace Commerce.Api.Events;

/// <summary>The last event that a client of a stream has, as it sends it by itself when it comes again.</summary>
[RequestHeader(Name, "The id of the last event that you have: the stream goes on after it.")]
internal sealed record LastEventIdHeader(long? Id) : IBindableFromHttpContext<LastEventIdHeader>
{
    private const string Name = "Last-Event-ID";

    /// <exception cref="CommerceException">400 when it is no event's.</exception>
    public static ValueTask<LastEventIdHeader?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<LastEventIdHeader?>(new LastEventIdHeader(Read(context.Request.Headers[Name].ToString())));

    private static long? Read(string value) => value switch
    {
        "" => null, // What a client sends that has seen none.
        _ when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, Name) { Field = Name },
    };
}
