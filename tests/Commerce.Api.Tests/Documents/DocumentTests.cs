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
        Assert.All(operations, operation => Assert.All(
            ["summary", "description"],
            text => Assert.False(string.IsNullOrWhiteSpace((string?)operation.Description[text]), $"{text} of {operation.Name}")));
    }

    [Fact]
    public async Task Each_endpoint_says_what_proves_who_asks()
    {
        var proofs = (await OperationsAsync()).ToLookup(
            operation => string.Join(" or ", (operation.Description["security"]?.AsArray() ?? []).Select(Proof)),
            operation => operation.Name);

        Assert.Equal(["memberHeader or token orders", "nothing", "nothing or operatorKey or token operator", "nothing or token orders",
            "operatorKey or token operator"], proofs.Select(proof => proof.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "GET /api/v1/brands/{brandId}", "GET /api/v1/products", "GET /api/v1/products/{productId}",
                "POST /api/v1/payments/callback", "POST /api/v1/payments/callback/{gateway}",
            ],
            proofs["nothing"].Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "DELETE /api/v1/webhooks/{webhookId}",
                "GET /api/v1/cases", "GET /api/v1/events", "GET /api/v1/reconciliations", "GET /api/v1/reconciliations/{runId}",
                "GET /api/v1/webhooks", "GET /api/v1/webhooks/{webhookId}", "GET /api/v1/webhooks/{webhookId}/deliveries",
                "POST /api/v1/cases/{caseId}/resolve", "POST /api/v1/circuits/{name}", "POST /api/v1/reconciliations",
                "POST /api/v1/webhooks", "POST /api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver",
                "POST /api/v1/webhooks/{webhookId}/secret", "POST /api/v1/webhooks/{webhookId}/test",
                "PUT /api/v1/webhooks/{webhookId}",
            ],
            proofs["operatorKey or token operator"].Order(StringComparer.Ordinal));
        Assert.Equal(["GET /api/v1/circuits"], proofs["nothing or operatorKey or token operator"]);
        Assert.Equal(["POST /api/v1/users"], proofs["nothing or token orders"].Order(StringComparer.Ordinal));

        static string Proof(JsonNode? one) => one!.AsObject().ToList() is [{ Key: var scheme, Value: { } scopes }]
            ? string.Join(' ', scopes.AsArray().Select(scope => (string)scope!).Prepend(scheme))
            : "nothing";
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
