using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Commerce.Api.Tests.Hosting;

namespace Commerce.Api.Tests.Documents;

/// <summary>What tells a reader about the API, held against the API.</summary>
[SameOnEveryDatabase]
public sealed partial class DocumentTests(RunningApi api)
{
    private static readonly string HttpFile = Path.Combine(AppContext.BaseDirectory, "commerce.http");

    [Fact]
    public async Task Every_endpoint_says_what_it_is_for()
    {
        var operations = await OperationsAsync();

        Assert.NotEmpty(operations);
        Assert.All(
            operations, operation => Assert.False(string.IsNullOrWhiteSpace((string?)operation.Description["summary"]), operation.Name));
    }

    [Fact]
    public async Task Endpoints_that_need_a_member_say_so()
    {
        var open = (await OperationsAsync())
            .Where(operation => operation.Description["parameters"]?.AsArray().Any(p => (string?)p!["name"] == "X-USER-ID") is not true)
            .Select(operation => operation.Name);

        Assert.Equal(
            [
                "GET /api/v1/brands/{brandId}",
                "GET /api/v1/cases",
                "GET /api/v1/circuits",
                "GET /api/v1/products",
                "GET /api/v1/products/{productId}",
                "GET /api/v1/reconciliations", "GET /api/v1/reconciliations/{runId}",
                "POST /api/v1/cases/{caseId}/resolve",
                "POST /api/v1/circuits/{name}",
                "POST /api/v1/payments/callback",
                "POST /api/v1/payments/callback/{gateway}",
                "POST /api/v1/reconciliations", "POST /api/v1/users", "POST /api/v1/users/join",
            ],
            open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_http_file_has_every_request_and_no_other()
    {
        var shown = RequestLine().Matches(await File.ReadAllTextAsync(HttpFile, TestContext.Current.CancellationToken))
            .Select(line => Plain($"{line.Groups["method"].Value} /api/v1{line.Groups["path"].Value}"));
        var there = (await OperationsAsync()).Select(operation => Plain(operation.Name));

        Assert.Equal(there.Distinct().Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }

    private async Task<List<(string Name, JsonNode Description)>> OperationsAsync()
    {
        var document = await api.Client.GetFromJsonAsync<JsonNode>("/openapi/v1.json", TestContext.Current.CancellationToken);
        return [.. document!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!)))];
    }

    // {productId} in a route and {{productId}} in the file are the same place.
    private static string Plain(string request) => Place().Replace(request, "*");

    [GeneratedRegex(@"^(?<method>GET|POST|PUT|DELETE) \{\{host\}\}(?<path>[^?\s]*)", RegexOptions.Multiline)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"\{+\w+\}+")]
    private static partial Regex Place();
}
