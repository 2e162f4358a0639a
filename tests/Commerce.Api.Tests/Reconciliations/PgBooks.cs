using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;

namespace Commerce.Api.Tests.Reconciliations;

/// <summary>Books as the PG sends them, whole and otherwise.</summary>
internal static class PgBooks
{
    public static string Line(
        string key,
        string orderId = "SOMEBODY-ELSE",
        string state = "SUCCESS",
        long amount = 5_000,
        string type = "PAYMENT",
        string concludedAt = "2025-08-16T03:00:02Z") =>
        $$"""{"transactionKey":"{{key}}","userId":"u","orderId":"{{orderId}}","type":"{{type}}","amount":{{amount}},"currency":"KRW","state":"{{state}}","requestedAt":"2025-08-16T03:00:00Z","concludedAt":"{{concludedAt}}"}""" + "\n";

    public static Func<HttpContext, Task> Of(params string[] lines) => context => context.Response.WriteAsync(
        string.Concat(lines), context.RequestAborted);

    public static Func<HttpContext, Task> CutAfter(params string[] lines) => async context =>
    {
        await Of(lines)(context);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    };

    public static Func<HttpContext, Task> SilentAfter(params string[] lines) => async context =>
    {
        await Of(lines)(context);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await ScriptedPg.Hang(context);
    };

    public static Func<HttpContext, Task> Failing(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
