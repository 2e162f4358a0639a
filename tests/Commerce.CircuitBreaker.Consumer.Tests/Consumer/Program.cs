using System.Net;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly;

// The core alone, in a pipeline of any type.
var states = new SlidingWindowCircuitBreakerStateProvider();
var pipeline = new ResiliencePipelineBuilder<int>()
    .AddSlidingWindowCircuitBreaker(new SlidingWindowCircuitBreakerStrategyOptions<int>
    {
        WindowSize = 4,
        MinimumNumberOfCalls = 4,
        StateProvider = states,
        ShouldHandle = new PredicateBuilder<int>().HandleResult(result => result < 0),
    })
    .Build();
for (var call = 0; call < 4; call++)
{
    pipeline.Execute(static () => -1);
}

Console.WriteLine($"core {states.State} {states.GetSnapshot()!.FailureRate}");

// By name, in a web application.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Configuration["urls"] = "http://127.0.0.1:0";
builder.Configuration["CircuitBreakers:warehouse:MinimumNumberOfCalls"] = "2";
builder.AddCircuitBreaker("warehouse", settings => settings.WindowSize = 10);
await using var app = builder.Build();
app.MapCircuitBreakers();
app.MapCircuitBreakerCommands();
await app.StartAsync();

var warehouse = new ResiliencePipelineBuilder<HttpResponseMessage>().AddNamedCircuitBreaker("warehouse", app.Services).Build();
for (var call = 0; call < 2; call++)
{
    warehouse.Execute(static () => new HttpResponseMessage(HttpStatusCode.BadGateway)).Dispose();
}

try
{
    warehouse.Execute(static () => new HttpResponseMessage()).Dispose();
    Console.WriteLine("named let a call through");
}
catch (CallNotPermittedException refusal)
{
    Console.WriteLine($"named {refusal.CircuitName} {refusal.State}");
}

using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
Console.WriteLine((await client.GetStringAsync("/circuits")).Contains("\"state\":\"OPEN\"") ? "endpoint OPEN" : "endpoint else");
using var closed = await client.PostAsync("/circuits/warehouse?action=close", content: null);
var registry = app.Services.GetRequiredService<CircuitBreakerRegistry>();
Console.WriteLine($"command {closed.StatusCode} {registry.Get("warehouse").Breaker.State}");
