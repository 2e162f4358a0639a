using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// Says in each request who we are and in which language we read, and notes of each answer the id under which Toss's support finds it.
/// </summary>
internal sealed partial class TossHeaders(IOptions<TossOptions> options, GatewayTelemetry telemetry, ILogger<TossHeaders> logger)
    : DelegatingHandler
{
    private const string TraceId = "X-TossPayments-Trace-Id";
    private const int MaxTraceId = 64;

    // The key is the user and there is no password.
    private readonly AuthenticationHeaderValue _authorization =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.SecretKey}:")));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = _authorization;
        request.Headers.AcceptLanguage.ParseAdd("en-US");
        var response = await base.SendAsync(request, cancellationToken);
        var trace = GatewayText.OrderName(response.Headers.TryGetValues(TraceId, out var ids) ? ids.FirstOrDefault() : null);
        var shown = trace is { Length: <= MaxTraceId } ? trace : "none";
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            telemetry.CountRefusedKey(TossPaymentGateway.GatewayName);
            LogUnauthorized(logger, shown);
        }

        LogAnswer(logger, request.Method.Method, (int)response.StatusCode, shown);
        return response;
    }

    [LoggerMessage(2202, LogLevel.Information, "Toss answered a {Method} with {Status}, trace {TossTraceId}")]
    private static partial void LogAnswer(ILogger logger, string method, int status, string tossTraceId);

    [LoggerMessage(
        2203, LogLevel.Error, "Toss does not accept our secret key (trace {TossTraceId}): nothing can be paid, looked up or given back")]
    private static partial void LogUnauthorized(ILogger logger, string tossTraceId);
}
