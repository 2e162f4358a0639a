using System.Runtime.CompilerServices;
using Commerce.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Commerce.IntegrationTests.Samples;

/// <summary>The sample page, fetched and built in a copy of its folder, and served on a port of its own.</summary>
public sealed class BuiltPage : IAsyncLifetime
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("commerce-checkout-page-");
    private WebApplication? _server;

    /// <summary>Null when there is a page to look at, and something to look with.</summary>
    public string? MissingReason { get; private set; } =
        Npm.MissingReason ?? (InstalledBrowser.Executable is null ? InstalledBrowser.MissingReason : null);

    public string Address => _server!.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        if (MissingReason is not null)
        {
            return;
        }

        var ct = TestContext.Current.CancellationToken;
        var folder = Path.Combine(_copy.FullName, "samples", "checkout-page");
        Copy("samples/checkout-page");
        Copy("samples/checkout-page/src");
        Copy("docs/openapi");
        if (await Npm.FetchAsync(folder, ct) is (not 0, var fetched))
        {
            MissingReason = $"npm cannot fetch the page's packages: {fetched}";
            return;
        }

        var (code, output) = await Npm.RunAsync("npm", folder, ct, "run", "build");
        Assert.True(code == 0, output);
        _server = Serve(folder);
        await _server.StartAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _copy.Delete(recursive: true);
    }

    private static WebApplication Serve(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.UseFileServer(new FileServerOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            StaticFileOptions =
            {
                ContentTypeProvider = new FileExtensionContentTypeProvider
                {
                    Mappings = { [".mjs"] = "text/javascript" },
                },
            },
        });
        return server;
    }

    private void Copy(string path)
    {
        var to = Directory.CreateDirectory(Path.Combine(_copy.FullName, path)).FullName;
        foreach (var file in new DirectoryInfo(Path.Combine(Sources(), path)).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }
    }

    private static string Sources([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
