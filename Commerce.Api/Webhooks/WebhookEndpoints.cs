using System.ComponentModel;
using Commerce.Api.Http;
using Commerce.Core.Webhooks;
using Commerce.ServiceDefaults.OpenApi;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Webhooks;

internal static class WebhookEndpoints
{
    private const int DefaultLimit = 20;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private const string Example = """{"url":"https://hooks.example.com/commerce","types":["order.completed","order.failed"]}""";

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").WithTags("Webhooks").RequireOperator().ProducesProblem(400);
        webhooks.MapPost("/", CreateAsync)
            .WithName("webhooks.create")
            .WithSummary("For operators: have an address told of events from now on")
            .WithDescription("Messages are signed by Standard Webhooks. The secret is told here and never again.")
            .Accepts<WebhookRequest>("application/json").WithRequestExample(Example)
            .WithLocation(201)
            .ProducesProblem(409).ProducesProblem(503);
        webhooks.MapGet("/", ListAsync).WithName("webhooks.list").WithSummary("For operators: list the webhooks")
            .WithDescription("All of them, also those that are switched off. No secret is shown.");
        webhooks.MapGet("/{webhookId:long}", FindAsync)
            .WithName("webhooks.get").WithSummary("For operators: read a webhook")
            .WithDescription("Its ETag is what If-Match wants when it is changed. No secret is shown.")
            .WithEntityTag().ProducesProblem(404);
        webhooks.MapPut("/{webhookId:long}", UpdateAsync)
            .WithName("webhooks.update")
            .WithSummary("For operators: change a webhook's address and types, or switch it off and on")
            .WithDescription("The secret stays. One that is off never hears of what happens meanwhile; what it was owed comes later.")
            .Accepts<WebhookRequest>("application/json").WithRequestExample(Example)
            .ProducesProblem(404).ProducesProblem(412);
        webhooks.MapDelete("/{webhookId:long}", DeleteAsync)
            .WithName("webhooks.delete").WithSummary("For operators: delete a webhook")
            .WithDescription("What was not delivered yet is not sent any more.").ProducesProblem(404);
        webhooks.MapPost("/{webhookId:long}/secret", RotateAsync)
            .WithName("webhooks.rotateSecret")
            .WithSummary("For operators: give a webhook another secret")
            .WithDescription("Until formerSecretUntil messages are signed with both. The secret is told here and never again.")
            .Accepts<RotateSecretRequest>(isOptional: true, "application/json").WithRequestExample("{}")
            .ProducesProblem(404).ProducesProblem(503);
        webhooks.MapPost("/{webhookId:long}/test", TestAsync)
            .WithName("webhooks.test").WithSummary("For operators: send a webhook a message about nothing")
            .WithDescription("Of the type webhook.test: what came of it is in the list of deliveries.")
            .WithLocation(202).ProducesProblem(404);
        MapDeliveries(webhooks);
    }

    private static void MapDeliveries(IEndpointRouteBuilder webhooks)
    {
        webhooks.MapGet("/{webhookId:long}/deliveries", ListDeliveriesAsync)
            .WithName("webhooks.listDeliveries")
            .WithSummary("For operators: list a webhook's messages, newest first, and what came of each")
            .WithDescription("The status and the error of the last try, how many there were, and when the next one is.")
            .ProducesProblem(404);
        webhooks.MapPost("/{webhookId:long}/deliveries/{deliveryId:long}/redeliver", RedeliverAsync)
            .WithName("webhooks.redeliver")
            .WithSummary("For operators: have a message sent again, under its id")
            .WithDescription("Whatever came of it before: a receiver knows the id if it has it already.")
            .WithLocation(202).ProducesProblem(404);
    }

    private static async Task<Created<Envelope<WebhookResponse>>> CreateAsync(
        HttpRequest request, CreateWebhook create, CancellationToken ct)
    {
        var form = (await WebhookBody.ReadAsync(request, new WebhookRequest(), ct)).ToForm();
        var made = WebhookResponse.Of(await create.ExecuteAsync(form, ct));
        return TypedResults.Created($"/api/v1/webhooks/{made.Id}", Envelope<WebhookResponse>.Success(made));
    }

    private static async Task<Ok<Envelope<IReadOnlyList<WebhookResponse>>>> ListAsync(FindWebhook find, CancellationToken ct)
    {
        var all = await find.ExecuteAsync(ct);
        return TypedResults.Ok(Envelope<IReadOnlyList<WebhookResponse>>.Success([.. all.Select(WebhookResponse.Of)]));
    }

    private static async Task<Ok<Envelope<WebhookResponse>>> FindAsync(long webhookId, FindWebhook find, CancellationToken ct) =>
        Ok(WebhookResponse.Of(await find.ExecuteAsync(webhookId, ct)));

    private static async Task<Ok<Envelope<WebhookResponse>>> UpdateAsync(
        HttpContext context, IfMatchHeader ifMatch, long webhookId, ChangeWebhook change, CancellationToken ct)
    {
        var form = (await WebhookBody.ReadAsync(context.Request, new WebhookRequest(), ct)).ToForm();
        return Ok(WebhookResponse.Of(await change.UpdateAsync(webhookId, form, EnsureAsync, ct)));

        Task EnsureAsync(Webhook webhook) => ifMatch.EnsureAsync(() => Task.FromResult(
            EntityTag.Of(context, Envelope<WebhookResponse>.Success(WebhookResponse.Of(webhook)))));
    }

    private static async Task<NoContent> DeleteAsync(long webhookId, ChangeWebhook change, CancellationToken ct)
    {
        await change.DeleteAsync(webhookId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Envelope<WebhookResponse>>> RotateAsync(
        long webhookId, HttpRequest request, ChangeWebhook change, CancellationToken ct)
    {
        var asked = await WebhookBody.ReadAsync(request, new RotateSecretRequest(), ct);
        return Ok(WebhookResponse.Of(await change.RotateAsync(webhookId, asked.Secret, ct)));
    }

    private static async Task<Accepted<Envelope<DeliveryResponse>>> TestAsync(
        HttpContext context, long webhookId, RedeliverMessage redeliver, CancellationToken ct) =>
        Accepted(context, await redeliver.TestAsync(webhookId, ct));

    private static async Task<Ok<Envelope<DeliveryListResponse>>> ListDeliveriesAsync(
        long webhookId,
        ListDeliveries list,
        CancellationToken ct,
        [Description("The id of the last one that you have; left out: from the newest.")] long? before = null,
        [Description("Messages a page, 1 to 100.")] int limit = DefaultLimit)
    {
        var found = await list.ExecuteAsync(webhookId, before, limit, ct);
        var next = found.Count == limit ? found[^1].Id : (long?)null;
        return TypedResults.Ok(Envelope<DeliveryListResponse>.Success(
            new DeliveryListResponse([.. found.Select(DeliveryResponse.Of)], next)));
    }

    private static async Task<Accepted<Envelope<DeliveryResponse>>> RedeliverAsync(
        HttpContext context, long webhookId, long deliveryId, RedeliverMessage redeliver, CancellationToken ct) =>
        Accepted(context, await redeliver.ExecuteAsync(webhookId, deliveryId, ct));

    private static Ok<Envelope<WebhookResponse>> Ok(WebhookResponse webhook) =>
        TypedResults.Ok(Envelope<WebhookResponse>.Success(webhook));

    // The worker sends it; the list of deliveries says what came of it.
    private static Accepted<Envelope<DeliveryResponse>> Accepted(HttpContext context, WebhookDelivery delivery)
    {
        ProblemAnswer.SetRetryAfter(context, Soon);
        return TypedResults.Accepted(
            $"/api/v1/webhooks/{delivery.WebhookId}/deliveries", Envelope<DeliveryResponse>.Success(DeliveryResponse.Of(delivery)));
    }
}
