using System.Net;
using Commerce.Api.Tests.Hosting;

namespace Commerce.Api.Tests.Http;

/// <summary>What goes beside the bodies: versions, links, names of requests, compression.</summary>
public sealed class HeaderTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var product = await api.AddProductAsync(stock: 7);
        using var first = await SendAsync($"/products/{product}");
        var tag = first.Headers.ETag!.ToString();

        using var same = await SendAsync($"/products/{product}", ("If-None-Match", $"\"another\", {tag}"));
        await api.PostAsync($"/likes/products/{product}", await api.AddMemberAsync());
        using var changed = await SendAsync($"/products/{product}", ("If-None-Match", tag));

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(tag, same.Headers.ETag!.ToString());
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(_ct));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task A_list_links_to_the_pages_beside_it()
    {
        var brand = await api.AddBrandAsync("Links");
        for (var i = 0; i < 3; i++)
        {
            await api.AddProductAsync(brand);
        }

        using var first = await SendAsync($"/products?brandId={brand}&size=2&page=0");
        var next = Assert.Single(LinksOf(first));
        Assert.StartsWith($"</api/v1/products?brandId={brand}&size=2&cursor=", next, StringComparison.Ordinal);
        Assert.EndsWith(">; rel=\"next\"", next, StringComparison.Ordinal);

        using var last = await api.Client.GetAsync(new Uri(next[1..next.IndexOf('>', StringComparison.Ordinal)], UriKind.Relative), _ct);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        Assert.Equal($"</api/v1/products?brandId={brand}&size=2&page=0>; rel=\"prev\"", Assert.Single(LinksOf(last)));
    }

    [Fact]
    public async Task A_request_keeps_the_name_that_its_client_gave_it()
    {
        using var named = await SendAsync("/products", ("X-Request-Id", "checkout-17"));
        using var unnamed = await SendAsync("/products");
        using var refused = await SendAsync("/products/9999999", ("X-Request-Id", "checkout-18"));
        using var card = await SendAsync("/products", ("X-Request-Id", "4242-4242-4242-4242"));

        Assert.Equal("checkout-17", Assert.Single(named.Headers.GetValues("X-Request-Id")));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("checkout-18", Assert.Single(refused.Headers.GetValues("X-Request-Id")));
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(unnamed.Headers.GetValues("X-Request-Id")));
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(card.Headers.GetValues("X-Request-Id")));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Who_reads_compressed_answers_gets_them(string coding)
    {
        using var answer = await SendAsync("/products", ("Accept-Encoding", coding));

        Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
    }

    private static string[] LinksOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links).Split(", ") : [];

    private Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return api.Client.SendAsync(request, _ct);
    }
}
