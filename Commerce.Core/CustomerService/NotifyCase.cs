using System.Diagnostics;
using System.Net.Http.Json;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.CustomerService;

/// <summary>Tells customer service of a case: by webhook when one is configured, and by a log line in any case.</summary>
public sealed partial class NotifyCase(
    IDbContextFactory<CommerceDbContext> contexts,
    IHttpClientFactory clients,
    IOptions<CustomerServiceOptions> options,
    ILogger<NotifyCase> logger)
{
    /// <returns>True when the message went out.</returns>
    public async Task<bool> ExecuteAsync(long caseId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (opened, traceParent) = await db.Cases.AsNoTracking()
            .Where(c => c.Id == caseId)
            .Select(c => ValueTuple.Create(c, db.Payments.Where(p => p.Id == c.PaymentId).Select(p => p.TraceParent).FirstOrDefault()))
            .SingleAsync(ct);
        CaseSpans.Describe(opened);
        Activity.Current.LinkTo(traceParent);
        Log(opened);
        return options.Value.WebhookUrl is not { } address || await PostAsync(address, opened, ct);
    }

    private void Log(CustomerServiceCase opened)
    {
        if (opened is { OrderId: { } orderId, PaymentId: { } paymentId })
        {
            LogCase(logger, opened.Id, opened.Reason, orderId, paymentId, opened.Detail);
        }
        else
        {
            LogCaseWithoutPayment(logger, opened.Id, opened.Reason, opened.Detail);
        }
    }

    private async Task<bool> PostAsync(Uri address, CustomerServiceCase opened, CancellationToken ct)
    {
        using var client = clients.CreateClient(nameof(NotifyCase));
        client.Timeout = options.Value.TimeLimit;
        var message = new { text = $"[{opened.Reason}] {opened.Subject}: {opened.Detail}" };
        using var response = await client.PostAsJsonAsync(address, message, ct);
        return response.IsSuccessStatusCode;
    }

    [LoggerMessage(2601, LogLevel.Warning, "Case {CaseId} ({Reason}), order {OrderId}, payment {PaymentId}: {Detail}")]
    private static partial void LogCase(ILogger logger, long caseId, CaseReason reason, long orderId, long paymentId, string detail);

    [LoggerMessage(2602, LogLevel.Warning, "Case {CaseId} ({Reason}), of no payment that is known: {Detail}")]
    private static partial void LogCaseWithoutPayment(ILogger logger, long caseId, CaseReason reason, string detail);
}
