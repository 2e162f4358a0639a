using System.Text.Json.Nodes;
using Commerce.PgSimulator.Tests.Hosting;
using Commerce.TestHost;

namespace Commerce.PgSimulator.Tests.Documents;

/// <summary>Renewed by running these tests with <c>COMMERCE_WRITE_OPENAPI=true</c>.</summary>
public sealed class OpenApiFileTests(GoodDaySimulator pg)
{
    [Fact]
    public async Task The_kept_document_is_the_served_one()
    {
        var (kept, served) = await OpenApiFile.CompareAsync("pg-simulator.json", pg.Http, TestContext.Current.CancellationToken);

        Assert.Equal(kept, served, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Every_endpoint_says_what_it_is_for_and_what_it_answers()
    {
        var (_, served) = await OpenApiFile.CompareAsync("pg-simulator.json", pg.Http, TestContext.Current.CancellationToken);
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
