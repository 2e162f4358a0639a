using System.Reflection;
using Commerce.Api.Http;
using Commerce.Core.Errors;

namespace Commerce.Api.Events;

/// <summary>How long whoever reads an order is ready to wait for a change.</summary>
[RequestHeader(
    PreferredWait.Header,
    "wait=10 waits up to so many seconds (1 to 60) while the order is PENDING, and answers as soon as it or its payment changes.")]
internal sealed record PreferHeader(TimeSpan? Wait) : IBindableFromHttpContext<PreferHeader>
{
    /// <exception cref="CommerceException">400 when the wait is none that can be had.</exception>
    public static ValueTask<PreferHeader?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<PreferHeader?>(new PreferHeader(PreferredWait.Of(context.Request)));
}
