using System.Text.Json.Nodes;
using Commerce.PgSimulator.Tests.Hosting;
using Commerce.TestHost.OpenApi;

namespace Commerce.PgSimulator.Tests.Documents;

/// <summary>Renewed by running these tests with <c>COMMERCE_WRITE_OPENAPI=true</c>.</summary>
public sealed class OpenApiFileTests(GoodDaySimulator pg)
{
    private const string FileName = "pg-simulator.json";

    [Fact]
    public async Task The_kept_document_is_the_served_one_and_breaks_no_client()
    {
        var (kept, served, breaks) = await OpenApiFile.CompareAsync(FileName, pg.Http, TestContext.Current.CancellationToken);

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
    public async Task Every_endpoint_says_what_it_is_for_and_what_it_answers()
    {
        var (_, served, _) = await OpenApiFile.CompareAsync(FileName, pg.Http, TestContext.Current.CancellationToken);
        var operations = JsonNode.Parse(served)!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Name: $"{operation.Key} {path.Key}", operation.Value)))
            .ToList();

        Assert.Contains("post /api/v1/payments", operations.Select(operation => operation.Name));
        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)operation.Value!["summary"]), operation.Name);
            Assert.True(operation.Value!["responses"]!["200"]?["content"] is not null, operation.Name);
        });
    }
}
