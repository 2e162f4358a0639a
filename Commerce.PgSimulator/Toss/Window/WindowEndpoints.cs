using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Window;

/// <summary>
/// The payment window, as pages: <c>GET /toss/window?clientKey=…</c> opens one and leads to it, and what is picked there leads back to the
/// merchant.
/// </summary>
internal static class WindowEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    public static void MapWindow(this IEndpointRouteBuilder routes)
    {
        var window = routes.MapGroup("/toss/window").ExcludeFromDescription();
        window.MapGet("", OpenAsync);
        window.MapGet("{paymentKey}", ShowAsync);
        window.MapPost("{paymentKey}", LeaveAsync);
    }

    private static Task OpenAsync(HttpContext context, OpenWindow open, CancellationToken ct) => ExplainAsync(context, async () =>
    {
        var paymentKey = await open.ExecuteAsync(context.Request.Query, ct);
        Redirect(context, $"/toss/window/{Uri.EscapeDataString(paymentKey)}");
    });

    private static Task ShowAsync(
        HttpContext context, string paymentKey, WindowPaymentStore payments, IOptions<CallbackOptions> merchants, CancellationToken ct) =>
        ExplainAsync(context, async () =>
        {
            var payment = await payments.FindAsync(paymentKey, ct) ?? throw new TossException("NOT_FOUND_PAYMENT");
            if (payment.Status != WindowPaymentStatus.READY)
            {
                throw new TossException("NOT_FOUND_PAYMENT_SESSION");
            }

            // Browsers hold where a form's answer redirects to against the page's policy.
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self' "
                + string.Join(' ', merchants.Value.Prefixes.Select(prefix => new Uri(prefix).GetLeftPart(UriPartial.Authority)));
            await WriteAsync(context, StatusCodes.Status200OK, WindowPage.Of(payment));
        });

    private static Task LeaveAsync(HttpContext context, string paymentKey, LeaveWindow leave, CancellationToken ct) =>
        ExplainAsync(context, async () =>
        {
            if (!context.Request.HasFormContentType)
            {
                throw new TossException("INVALID_REQUEST");
            }

            var pick = WindowPick.Read(await context.Request.ReadFormAsync(ct));
            if (await leave.ExecuteAsync(paymentKey, pick, ct) is { } merchant)
            {
                Redirect(context, merchant);
                return;
            }

            await WriteAsync(context, StatusCodes.Status200OK, WindowPage.Over("The window has expired."));
        });

    private static async Task ExplainAsync(HttpContext context, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is TossException or BadHttpRequestException or InvalidDataException)
        {
            var error = TossErrorAnswers.Translate(e) ?? TossErrors.Named("INVALID_REQUEST");
            await WriteAsync(context, error.Status, WindowPage.Over($"{error.Code}: {error.English}"));
        }
    }

    private static void Redirect(HttpContext context, string address) =>
        (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status303SeeOther, address);

    private static Task WriteAsync(HttpContext context, int status, string page)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, Html);
        if (context.Response.Headers.ContentSecurityPolicy.Count == 0)
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'";
        }

        return context.Response.WriteAsync(page, context.RequestAborted);
    }
}
