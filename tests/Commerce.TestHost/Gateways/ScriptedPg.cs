using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.TestHost.Gateways;

/// <summary>A PG on a real socket that answers as it is told, and counts what reaches it.</summary>
public sealed class ScriptedPg : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _sends = new();
    private Func<HttpContext, Task> _lookup = NotFound;
    private Func<HttpContext, Task> _cancel = NotFound;
    private Func<HttpContext, Task> _books = _ => Task.CompletedTask;

    private ScriptedPg(WebApplication app)
    {
        _app = app;
        app.MapPost("/api/v1/payments", context =>
        {
            IdempotencyKeys.Enqueue(context.Request.Headers["Idempotency-Key"].ToString());
            return _sends.TryDequeue(out var answer) ? answer(context) : Json(500, """{"meta":{"result":"FAIL"}}""")(context);
        });
        app.MapGet("/api/v1/payments/{key}", context => _lookup(context));
        app.MapGet("/api/v1/payments", context => _lookup(context));
        app.MapPost("/api/v1/payments/{key}/cancel", (HttpContext context, string key) =>
        {
            Cancels.Enqueue(key);
            return _cancel(context);
        });
        app.MapGet("/api/v1/books", context =>
        {
            BooksAskedFor.Enqueue(context.Request.Query["date"].ToString());
            return _books(context);
        });
    }

    /// <summary>One entry a POST that reached the PG.</summary>
    public ConcurrentQueue<string> IdempotencyKeys { get; } = new();

    /// <summary>One transaction key for each cancel that reached the PG; by itself it does none of them.</summary>
    public ConcurrentQueue<string> Cancels { get; } = new();

    /// <summary>One day for each time that its books were asked for.</summary>
    public ConcurrentQueue<string> BooksAskedFor { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ScriptedPg> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var pg = new ScriptedPg(builder.Build());
        await pg._app.StartAsync();
        return pg;
    }

    public static Func<HttpContext, Task> Accepted(string key) =>
        Json(200, $$$"""{"meta":{"result":"SUCCESS"},"data":{"transactionKey":"{{{key}}}","status":"PENDING"}}""");

    public static Func<HttpContext, Task> Cancelled(string key) =>
        Json(200, $$$"""{"meta":{"result":"SUCCESS"},"data":{"transactionKey":"{{{key}}}","status":"CANCELLED"}}""");

    public static Func<HttpContext, Task> Refused(int status, string message) =>
        Json(status, $$$"""{"meta":{"result":"FAIL","errorCode":"x","message":"{{{message}}}"}}""");

    public static Func<HttpContext, Task> Json(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    };

    public static async Task Hang(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public ScriptedPg OnSend(params Func<HttpContext, Task>[] answers)
    {
        foreach (var answer in answers)
        {
            _sends.Enqueue(answer);
        }

        return this;
    }

    /// <summary>What both kinds of lookup find: a transaction of this state, with the order's whole list in the same shape.</summary>
    public ScriptedPg OnLookup(string key, string status, long amount)
    {
        _lookup = Json(200, $$$"""
            {"meta":{"result":"SUCCESS"},"data":{"transactionKey":"{{{key}}}","orderId":"ORDER000001","status":"{{{status}}}","amount":{{{amount}}},"reason":"r",
             "transactions":[{"transactionKey":"other","status":"FAILED"},{"transactionKey":"{{{key}}}","status":"{{{status}}}"}]}}
            """);
        return this;
    }

    public ScriptedPg OnLookup(Func<HttpContext, Task> answer)
    {
        _lookup = answer;
        return this;
    }

    /// <summary>What every cancel is answered from now on; that there is no such payment at first.</summary>
    public ScriptedPg OnCancel(Func<HttpContext, Task> answer)
    {
        _cancel = answer;
        return this;
    }

    /// <summary>What the books of any day are from now on; empty at first.</summary>
    public ScriptedPg OnBooks(Func<HttpContext, Task> answer)
    {
        _books = answer;
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task NotFound(HttpContext context) => Refused(404, "결제건이 존재하지 않습니다.")(context);
}
