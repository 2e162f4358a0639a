using Commerce.Api.Http;
using Commerce.Core.Webhooks;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Webhooks;

internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").WithTags("Webhooks").RequireOperator();
        webhooks.MapPost("/", CreateAsync)
            .WithSummary("For operators: have an address told of events from now on")
            .WithDescription("Messages are signed by Standard Webhooks. The secret is told here and never again.")
            .Accepts<WebhookRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(503);
        webhooks.MapGet("/", ListAsync).WithSummary("For operators: list the webhooks");
        webhooks.MapGet("/{webhookId:long}", FindAsync).WithSummary("For operators: read a webhook").ProducesProblem(404);
        webhooks.MapPut("/{webhookId:long}", UpdateAsync)
            .WithSummary("For operators: change a webhook's address and types, or switch it off and on")
            .Accepts<WebhookRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(404);
        webhooks.MapDelete("/{webhookId:long}", DeleteAsync).WithSummary("For operators: delete a webhook").ProducesProblem(404);
        webhooks.MapPost("/{webhookId:long}/secret", RotateAsync)
            .WithSummary("For operators: give a webhook another secret")
            .WithDescription("Until formerSecretUntil messages are signed with both.")
            .Accepts<RotateSecretRequest>("application/json")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        webhooks.MapPost("/{webhookId:long}/test", TestAsync)
            .WithSummary("For operators: send a webhook a message about nothing").ProducesProblem(404);
        webhooks.MapGet("/{webhookId:long}/deliveries", ListDeliveriesAsync)
            .WithSummary("For operators: list a webhook's messages, newest first, and what came of each")
            .ProducesProblem(400).ProducesProblem(404);
        webhooks.MapPost("/{webhookId:long}/deliveries/{deliveryId:long}/redeliver", RedeliverAsync)
            .WithSummary("For operators: have a message sent again, under its id").ProducesProblem(404);
    }

    private static async Task<Created<Envelope<WebhookResponse>>> CreateAsync(
        HttpRequest request, CreateWebhook create, CancellationToken ct)
    {
        var form = (await WebhookBody.ReadAsync<WebhookRequest>(request, ct)).ToForm();
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
        long webhookId, HttpRequest request, ChangeWebhook change, CancellationToken ct)
    {
        var form = (await WebhookBody.ReadAsync<WebhookRequest>(request, ct)).ToForm();
        return Ok(WebhookResponse.Of(await change.UpdateAsync(webhookId, form, ct)));
    }

    private static async Task<NoContent> DeleteAsync(long webhookId, ChangeWebhook change, CancellationToken ct)
    {
        await change.DeleteAsync(webhookId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Envelope<WebhookResponse>>> RotateAsync(
        long webhookId, HttpRequest request, ChangeWebhook change, CancellationToken ct)
    {
        var asked = await WebhookBody.ReadAsync<RotateSecretRequest>(request, ct);
        return Ok(WebhookResponse.Of(await change.RotateAsync(webhookId, asked.Secret, ct)));
    }

    private static async Task<Accepted<Envelope<DeliveryResponse>>> TestAsync(
        long webhookId, RedeliverMessage redeliver, CancellationToken ct) =>
        Accepted(await redeliver.TestAsync(webhookId, ct));

    private static async Task<Ok<Envelope<PageResponse<DeliveryResponse>>>> ListDeliveriesAsync(
        long webhookId, ListDeliveries list, [AsParameters] PageQuery page, CancellationToken ct)
    {
        var found = await list.ExecuteAsync(webhookId, page.ToRequest(), ct);
        return TypedResults.Ok(Envelope<PageResponse<DeliveryResponse>>.Success(
            PageResponse<DeliveryResponse>.Of(found, DeliveryResponse.Of)));
    }

    private static async Task<Accepted<Envelope<DeliveryResponse>>> RedeliverAsync(
        long webhookId, long deliveryId, RedeliverMessage redeliver, CancellationToken ct) =>
        Accepted(await redeliver.ExecuteAsync(webhookId, deliveryId, ct));

    private static Ok<Envelope<WebhookResponse>> Ok(WebhookResponse webhook) =>
        TypedResults.Ok(Envelope<WebhookResponse>.Success(webhook));

    private static Accepted<Envelope<DeliveryResponse>> Accepted(WebhookDelivery delivery) =>
        TypedResults.Accepted((string?)null, Envelope<DeliveryResponse>.Success(DeliveryResponse.Of(delivery)));
}
