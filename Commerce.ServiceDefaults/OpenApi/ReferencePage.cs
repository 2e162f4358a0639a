using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>
/// The page at <c>/scalar</c>: the document to read, and each request to send. It needs this process and no other: no fonts, no account
/// and no cloud of anybody.
/// </summary>
public static class ReferencePage
{
    /// <summary>The page runs its own scripts, some of them within the page, and asks this process.</summary>
    public static readonly (string Path, string Policy) Policy = (
        "/scalar",
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'");

    /// <param name="title">The page's title.</param>
    /// <param name="memberHeader">The security scheme that is filled in already; null: none.</param>
    /// <param name="member">With what.</param>
    public static IEndpointConventionBuilder MapReferencePage(
        this IEndpointRouteBuilder routes, string title, string? memberHeader = null, string? member = null) =>
        routes.MapScalarApiReference(scalar =>
        {
            scalar.WithTitle(title)
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideClientButton()
                .HideDeveloperTools();
            if (memberHeader is not null)
            {
                scalar.AddPreferredSecuritySchemes(memberHeader).AddApiKeyAuthentication(memberHeader, key => key.Value = member);
            }
        });
}
