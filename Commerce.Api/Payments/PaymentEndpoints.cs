using Commerce.Api.Access;
using Commerce.Api.Http;
using Commerce.Api.Members;
using Commerce.Api.Overload;
using Commerce.Api.RateLimits;
using Commerce.Core.Callbacks;
using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Payments;

internal static class PaymentEndpoints
{
    private static readonly (string Path, string Name)[] CallbackPaths =
        [("/callback", "payments.receiveCallback"), ("/callback/{gateway}", "payments.receiveCallbackOf")];

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/api/v1/payments").WithTags("Payments");
        foreach (var (path, name) in CallbackPaths)
        {
            payments.MapPost(path, ReceiveCallbackAsync)
                .WithName(name)
                .DescribeBody<CallbackExample>(CallbackExample.Json)
                .WithSummary("For a payment gateway: report the end of a payment")
                .WithDescription(
                    "Signed as Standard Webhooks does it. 200 once the body is stored, 401 when the signature is not right. Without a "
                    + "name: the first gateway. 403 from an address that is none of the gateway's, where they are configured. 429 when "
                    + "one address sends too many that are not signed.")
                .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413)
                .ForEverybody()
                .TakesAnyParameter()
                .DisableRateLimiting(); // The inbox has limits of its own, which what is signed never meets.
        }

        payments.MapPost("/{paymentId:long}/confirm", ConfirmAsync)
            .WithName("payments.confirm")
            .WithSummary("Ask the PG now what became of one of your payments")
            .WithDescription("429 with Retry-After when you ask too often, or when the PG is asked as much as it may be.")
            .ProducesProblem(400).ProducesProblem(404)
            .ForMembers()
            .LimitedAs(RequestLimit.FollowUp);
        payments.MapGet("/{transactionKey}", FindAsync)
            .WithName("payments.get")
            .WithSummary("Read one of your payments by the PG's key for it")
            .WithDescription("404 as well when the payment is another member's: nobody learns that it is there.")
            .ProducesProblem(400).ProducesProblem(404)
            .ForMembers()
            .LimitedAs(RequestLimit.FollowUp);
    }

    // 200 even for what we cannot use: it is stored, and the PG need not send it again.
    private static async Task<Ok<EmptyEnvelope>> ReceiveCallbackAsync(
        HttpRequest request, AdmitCaller admit, ReceiveCallback receive, CancellationToken ct, string? gateway = null)
    {
        admit.Execute(gateway, request.HttpContext.Connection.RemoteIpAddress);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        // Once it is read it is ours to keep, whether or not the PG still waits for our answer.
        var rawBody = body.GetBuffer().AsMemory(0, (int)body.Length);
        var address = ClientAddress.Of(request.HttpContext);
        var receipt = await receive.ExecuteAsync(gateway, address, HeadersOf(request), rawBody, CancellationToken.None);
        return receipt switch
        {
            CallbackReceipt.Rejected => throw new CommerceException(ErrorCode.CallbackRejected),
            CallbackReceipt.TooMany => throw new CommerceException(ErrorCode.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) },
            _ => TypedResults.Ok(EmptyEnvelope.Success),
        };
    }

    private static CallbackHeaders HeadersOf(HttpRequest request) =>
        new(request.Headers.Select(header => KeyValuePair.Create(header.Key, (string?)header.Value.ToString())));

    private static async Task<Ok<Envelope<PaymentResponse>>> ConfirmAsync(
        CurrentMember member, long paymentId, ConfirmForMember confirm, CancellationToken ct)
    {
        var payment = await confirm.ExecuteAsync(member.Id, paymentId, ct);
        return TypedResults.Ok(Envelope<PaymentResponse>.Success(PaymentResponse.Of(payment)));
    }

    private static async Task<Ok<Envelope<PaymentResponse>>> FindAsync(
        CurrentMember member, string transactionKey, FindPayment findPayment, CancellationToken ct)
    {
        var payment = await findPayment.ExecuteAsync(member.Id, new TransactionKey(transactionKey), ct);
        return TypedResults.Ok(Envelope<PaymentResponse>.Success(PaymentResponse.Of(payment)));
    }
}
