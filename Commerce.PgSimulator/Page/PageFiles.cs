using Microsoft.Extensions.FileProviders;

namespace Commerce.PgSimulator.Page;

/// <summary>The page at <c>/</c>: plain files inside the program, without a build step.</summary>
internal static class PageFiles
{
    // The page runs its own scripts and speaks to its own process, and nobody may put it into a frame.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void UsePage(this WebApplication app)
    {
        var program = typeof(PageFiles).Assembly;
        var files = new FileServerOptions { FileProvider = new EmbeddedFileProvider(program, $"{program.GetName().Name}.wwwroot") };
        files.StaticFileOptions.OnPrepareResponse = file =>
        {
            file.Context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            file.Context.Response.Headers.XContentTypeOptions = "nosniff";
            file.Context.Response.Headers.CacheControl = "no-cache";
        };
        app.UseFileServer(files);
    }
}
