using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.ThirdGateway;

/// <summary>A payment as <see cref="NicePg"/> writes it.</summary>
/// <param name="Status"><c>ready</c>, <c>paid</c>, <c>failed</c> or <c>cancelled</c>.</param>
internal sealed record NicePayment(
    string ResultCode, string ResultMsg, string Tid, string OrderId, long Amount, string Status, string EdiDate, string Signature);

/// <summary>
/// A PG in the shape of NicePay's server approval, on a real socket: the buyer's browser brings a <c>tid</c>, the merchant approves it with
/// the amount, what was approved in silence is taken back by a cancel under the order's name (<c>netcancel</c>), and webhooks are signed
/// over their fields. What the tid begins with decides what it does.
/// </summary>
internal sealed class NicePg : IAsyncDisposable
{
    public const string Secret = "a secret of the tests' NicePay";
    private const string Agreed = "0000";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, NicePayment> _payments = [];

    private NicePg(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/payments/{tid}", ApproveAsync);
        app.MapPost("/v1/payments/netcancel", NetCancelAsync);
        app.MapGet("/v1/payments/{tid}", (string tid) =>
            _payments.TryGetValue(tid, out var payment) ? Results.Json(payment) : Results.NotFound());
        app.MapGet("/v1/payments/find/{orderId}", (string orderId) =>
            Results.Json(_payments.Values.Where(payment => payment.OrderId == orderId)));
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>How often an approval was asked for.</summary>
    public int Approvals { get; private set; }

    /// <summary>How often a payment was taken back under its order's name.</summary>
    public int NetCancels { get; private set; }

    public static async Task<NicePg> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var pg = new NicePg(builder.Build());
        await pg._app.StartAsync();
        return pg;
    }

    /// <summary>The buyer has agreed in the window: its tid, for that order and amount.</summary>
    public string Agree(string orderId, long amount, string kind = "pay")
    {
        var tid = $"{kind}_{Guid.NewGuid():N}";
        Put(tid, orderId, amount, "ready");
        return tid;
    }

    public NicePayment Of(string tid) => _payments[tid];

    /// <summary>The webhook that tells of a payment as it is.</summary>
    public HttpRequestMessage Webhook(string tid, string path, string secret = Secret)
    {
        var payment = _payments[tid];
        var body = payment with { Signature = Sign(payment, secret) };
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: JsonSerializerOptions.Web) };
    }

    /// <summary>Over the fields that matter, as the PG does it.</summary>
    public static string Sign(NicePayment payment, string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{payment.Tid}{payment.Amount}{payment.EdiDate}{secret}"))));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ApproveAsync(HttpContext context, string tid)
    {
        Approvals++;
        if (!_payments.TryGetValue(tid, out var known) || known.Status != "ready")
        {
            await context.Response.WriteAsJsonAsync(new { resultCode = "A123", resultMsg = "거래내역이 없습니다." });
            return;
        }

        var declined = tid.StartsWith("decline", StringComparison.Ordinal);
        var payment = Put(tid, known.OrderId, known.Amount, declined ? "failed" : "paid", declined ? "3011" : Agreed);
        if (tid.StartsWith("cut", StringComparison.Ordinal))
        {
            context.Abort(); // The money is taken and nobody hears of it.
            return;
        }

        await context.Response.WriteAsJsonAsync(payment);
    }

    private async Task NetCancelAsync(HttpContext context)
    {
        NetCancels++;
        var orderId = (await context.Request.ReadFromJsonAsync<Dictionary<string, string>>())!["orderId"];
        var payment = _payments.Values.Single(payment => payment.OrderId == orderId && payment.Status == "paid");
        await context.Response.WriteAsJsonAsync(Put(payment.Tid, orderId, payment.Amount, "cancelled"));
    }

    private NicePayment Put(string tid, string orderId, long amount, string status, string code = Agreed)
    {
        var payment = new NicePayment(code, "", tid, orderId, amount, status, $"{TimeProvider.System.GetUtcNow():O}", "");
        return _payments[tid] = payment with { Signature = Sign(payment, Secret) };
    }
}
