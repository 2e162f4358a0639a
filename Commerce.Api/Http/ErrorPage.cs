using Commerce.Core.Errors;

namespace Commerce.Api.Http;

/// <summary>Where an error is explained: <c>docs/errors.md</c>, with a heading for each code.</summary>
internal static class ErrorPage
{
    private const string Path = "docs/errors.md";

    /// <returns>A reference from the root of the sources, for the <c>type</c> of a problem (RFC 9457).</returns>
    public static string Of(ErrorCode error) => $"{Path}#{error.Code.ToLowerInvariant()}";
}
