using Commerce.Api.Tests.Hosting;
using Commerce.TestHost;

namespace Commerce.Api.Tests.Documents;

/// <summary>Renewed by running this test with <c>COMMERCE_WRITE_OPENAPI=true</c>.</summary>
[SameOnEveryDatabase]
public sealed class OpenApiFileTests(RunningApi api)
{
    [Fact]
    public async Task The_kept_document_is_the_served_one()
    {
        var (kept, served) = await OpenApiFile.CompareAsync("commerce-api.json", api.Client, TestContext.Current.CancellationToken);

        Assert.Equal(kept, served, ignoreLineEndingDifferences: true);
    }
}
