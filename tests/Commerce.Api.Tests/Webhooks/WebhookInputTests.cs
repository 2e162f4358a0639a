using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.Api.Tests.Webhooks;

/// <summary>What can be no webhook is refused with the field that is wrong, and secrets are nowhere to be read.</summary>
public sealed class WebhookInputTests(RunningApi api)
{
    [Theory]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("hooks.example.com")]
    [InlineData("/events")]
    [InlineData("https://user:password@hooks.example.com/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://0xa000001/")]
    [InlineData("https://167772161/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[64:ff9b::a00:1]/")]
    [InlineData("")]
    [InlineData(null)]
    public async Task An_address_that_none_may_lead_to_is_400(string? url) =>
        await AssertRefusedAsync(JsonSerializer.Serialize(new { url }), "url");

    [Fact]
    public async Task An_address_that_is_too_long_is_400() => await AssertRefusedAsync(
        JsonSerializer.Serialize(new { url = $"https://hooks.example.com/{new string('a', 500)}" }), "url");

    [Theory]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("")]
    public async Task A_secret_that_is_too_short_is_400(string secret)
    {
        await AssertRefusedAsync(JsonSerializer.Serialize(new { url = "https://hooks.example.com/", secret }), "secret");
        var webhook = await api.AddWebhookAsync("https://hooks.example.com/");
        var answer = await api.OperatorAsync(
            HttpMethod.Post, $"/webhooks/{webhook.Id}/secret", JsonSerializer.Serialize(new { secret }), language: "en");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        await api.DeleteWebhookAsync(webhook);
    }

    [Theory]
    [InlineData("""{"url":"https://hooks.example.com/","types":["order.paid"]}""", "types")]
    [InlineData("""{"url":"https://hooks.example.com/","types":[null]}""", "types")]
    [InlineData("""{"url":7}""", "url")]
    [InlineData("{", null)]
    public async Task What_cannot_be_read_is_400(string body, string? field) => await AssertRefusedAsync(body, field);

    [Fact]
    public async Task Every_field_that_is_wrong_is_named_and_not_the_first_alone()
    {
        var made = await api.OperatorAsync(
            HttpMethod.Post, "/webhooks", """{"url":"ftp://hooks.example.com/","types":["order.paid"],"secret":"short"}""");
        var read = await api.OperatorAsync(HttpMethod.Get, "/events?after=-1&limit=0");
        var webhook = await api.AddWebhookAsync("https://hooks.example.com/");
        var listed = await api.OperatorAsync(HttpMethod.Get, $"/webhooks/{webhook.Id}/deliveries?before=0&limit=0");
        await api.DeleteWebhookAsync(webhook);

        Assert.Equal(["url", "types", "secret"], FieldsOf(made));
        Assert.Equal(["limit", "after"], FieldsOf(read));
        Assert.Equal(["limit", "before"], FieldsOf(listed));
    }

    [Fact]
    public async Task Only_what_was_read_is_changed_where_that_is_asked_for()
    {
        const string Body = """{"url":"https://other.example.com/"}""";
        var webhook = await api.AddWebhookAsync("https://hooks.example.com/");
        var path = $"/webhooks/{webhook.Id}";
        var tag = (await api.OperatorAsync(HttpMethod.Get, path)).ETag;

        var changed = await api.OperatorAsync(HttpMethod.Put, path, Body, ifMatch: tag);
        var late = await api.OperatorAsync(HttpMethod.Put, path, Body, ifMatch: tag);
        await api.DeleteWebhookAsync(webhook);

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "PRECONDITION_001"), (late.Status, late.ErrorCode));
    }

    [Fact]
    public async Task A_secret_is_told_once_and_is_in_no_table()
    {
        var secret = $"whsec_{Convert.ToBase64String(new byte[32])}";
        var webhook = await api.AddWebhookAsync("https://hooks.example.com/in?shop=1", ["order.failed"], secret);

        var read = await api.OperatorAsync(HttpMethod.Get, $"/webhooks/{webhook.Id}");
        await using var database = await api.OpenDatabaseAsync();
        var stored = await database.ExecuteScalarAsync<string>("SELECT secret FROM webhooks WHERE id = @Id", new { webhook.Id });

        Assert.Equal(secret, webhook.Secret);
        Assert.Null(read.Data<WebhookAnswer>().Secret);
        Assert.Equal(["order.failed"], read.Data<WebhookAnswer>().Types);
        Assert.DoesNotContain("AAAAAAAA", stored, StringComparison.Ordinal);
        await api.DeleteWebhookAsync(webhook);
    }

    [Fact]
    public async Task A_webhook_is_changed_and_deleted()
    {
        var webhook = await api.AddWebhookAsync("https://hooks.example.com/");
        var changed = await api.OperatorAsync(
            HttpMethod.Put, $"/webhooks/{webhook.Id}", """{"url":"https://other.example.com/","enabled":false}""");

        Assert.Equal(("https://other.example.com/", false), (changed.Data<WebhookAnswer>().Url, changed.Data<WebhookAnswer>().Enabled));
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteWebhookAsync(webhook)).Status);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/test"), (HttpMethod.Post, "/secret"),
            (HttpMethod.Get, "/deliveries"),
        })
        {
            var answer = await api.OperatorAsync(method, $"/webhooks/{webhook.Id}{path}");
            Assert.Equal((HttpStatusCode.NotFound, "WEBHOOK_001"), (answer.Status, answer.ErrorCode));
        }

        var delivery = await api.OperatorAsync(HttpMethod.Post, $"/webhooks/{webhook.Id}/deliveries/1/redeliver");
        Assert.Equal((HttpStatusCode.NotFound, "WEBHOOK_004"), (delivery.Status, delivery.ErrorCode));
    }

    private async Task AssertRefusedAsync(string body, string? field)
    {
        var answer = await api.OperatorAsync(HttpMethod.Post, "/webhooks", body, language: "en");

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains(field ?? "", answer.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> FieldsOf(Answer answer) =>
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("errors").EnumerateObject().Select(field => field.Name);
}
