using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.OpenApi;

namespace Commerce.Api.Tests.Documents;

/// <summary>Renewed by running this test with <c>COMMERCE_WRITE_OPENAPI=true</c>.</summary>
[SameOnEveryDatabase]
public sealed class OpenApiFileTests(RunningApi api)
{
    private const string FileName = "commerce-api.json";

    [Fact]
    public async Task The_kept_document_is_the_served_one_and_breaks_no_client()
    {
        var (kept, served, breaks) = await OpenApiFile.CompareAsync(FileName, api.Client, TestContext.Current.CancellationToken);

        Assert.Empty(breaks);
        Assert.Equal(kept, served, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task The_linter_has_nothing_to_say_of_the_kept_document()
    {
        var ct = TestContext.Current.CancellationToken;
        var (tools, reason) = await OpenApiTools.FindAsync(ct);
        Assert.SkipWhen(tools is null, reason ?? string.Empty);

        Assert.Empty(await OpenApiLint.FindingsAsync(tools!, FileName, ct));
    }

    [Fact]
    public async Task A_client_that_is_generated_for_TypeScript_compiles_strictly()
    {
        var ct = TestContext.Current.CancellationToken;
        var (tools, reason) = await OpenApiTools.FindAsync(ct);
        Assert.SkipWhen(tools is null, reason ?? string.Empty);
        var folder = Directory.CreateDirectory(Path.Combine(tools!, "samples", Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "place-order.ts"), Path.Combine(folder, "place-order.ts"));

            var generated = await OpenApiTools.RunAsync(
                tools!, "openapi-typescript", folder, ct, OpenApiFile.PathOf(FileName), "--output", "commerce-api.d.ts");
            var compiled = await OpenApiTools.RunAsync(
                tools!, "tsc", folder, ct, "--strict", "--noEmit", "--module", "nodenext", "--target", "es2022",
                "--lib", "es2022,dom", "place-order.ts");

            Assert.True(generated.Code == 0, generated.Output);
            Assert.True(compiled.Code == 0, compiled.Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
