using System.Net;
using Commerce.CircuitBreaker.AspNetCore;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Commerce.CircuitBreaker.Tests.Http;

/// <summary>What counts against the peer, what for it, and what not at all.</summary>
public sealed class HttpCircuitPredicatesTests
{
    private const string Failure = "failure";
    private const string Ignored = "ignored";
    private const string Success = "success";

    public static TheoryData<string, Exception> Exceptions => new()
    {
        { Failure, new HttpRequestException("no connection") },
        { Failure, new HttpRequestException("bad gateway", null, HttpStatusCode.BadGateway) },
        { Failure, new HttpIOException(HttpRequestError.ResponseEnded) },
        { Failure, new IOException("cut off") },
        { Failure, new TimeoutRejectedException() },
        { Failure, new TimeoutException() },
        { Failure, new TaskCanceledException("the time limit for connecting", new TimeoutException()) },
        { Ignored, new HttpRequestException("not found", null, HttpStatusCode.NotFound) },
        { Ignored, new BrokenCircuitException() },
        { Ignored, new InvalidOperationException("a fault of ours") },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public async Task Exceptions_are_failures_of_the_peer_or_none_of_its_business(string meaning, Exception exception) =>
        Assert.Equal(meaning, await MeaningAsync(Outcome.FromException<HttpResponseMessage>(exception)));

    [Theory]
    [InlineData(200, Success)]
    [InlineData(204, Success)]
    [InlineData(302, Success)]
    [InlineData(399, Success)]
    [InlineData(400, Ignored)]
    [InlineData(429, Ignored)]
    [InlineData(499, Ignored)]
    [InlineData(500, Failure)]
    [InlineData(503, Failure)]
    [InlineData(599, Failure)]
    public async Task Answers_mean_what_their_status_says(int status, string meaning)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);

        Assert.Equal(meaning, await MeaningAsync(Outcome.FromResult(response)));
    }

    private static async Task<string> MeaningAsync(Outcome<HttpResponseMessage> outcome)
    {
        var context = ResilienceContextPool.Shared.Get(TestContext.Current.CancellationToken);
        var arguments = new CircuitBreakerPredicateArguments<HttpResponseMessage>(context, outcome);
        if (await HttpCircuitPredicates.ShouldIgnore(arguments))
        {
            return Ignored;
        }

        return await HttpCircuitPredicates.ShouldHandle(arguments) ? Failure : Success;
    }
}
