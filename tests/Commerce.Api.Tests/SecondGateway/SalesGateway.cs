using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Api.Tests.SecondGateway;

/// <summary>Speaks with <see cref="SalesPg"/>.</summary>
internal sealed class SalesGateway(HttpClient pg) : IDirectGateway
{
    public const string GatewayName = "sales";
    private const string Prefix = "so/";

    public string Name => GatewayName;

    public bool CanBeAsked => true;

    public bool Supports(PaymentMethod method) => method == PaymentMethod.Widget;

    public MerchantOrderId MerchantOrderIdOf(long orderId) => new(Prefix + orderId.ToString(CultureInfo.InvariantCulture));

    public long? OrderIdOf(string? merchantOrderId) =>
        merchantOrderId?.StartsWith(Prefix, StringComparison.Ordinal) == true
        && long.TryParse(merchantOrderId.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var orderId)
            ? orderId
            : null;

    public async Task<GatewayResult> RequestAsync(GatewayRequest request, CancellationToken ct)
    {
        var wire = new SaleRequest(MerchantOrderIdOf(request.OrderId).Value, ((WidgetKey)request.Instrument).Value, request.Amount);
        try
        {
            using var response = await pg.PostAsJsonAsync("/sales", wire, ct);
            var sale = (await response.Content.ReadFromJsonAsync<Sale>(ct))!;
            var key = new TransactionKey(sale.Id);
            return sale.State switch
            {
                "captured" => new GatewayResult.Captured(key),
                "waiting" => new GatewayResult.Accepted(key),
                _ => new GatewayResult.Declined(FailureCode.LimitExceeded, sale.Code ?? sale.State),
            };
        }
        catch (HttpRequestException e)
        {
            return new GatewayResult.Unknown(e.Message);
        }
    }

    public async Task<GatewayLookup> LookUpByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await pg.GetAsync(new Uri($"/sales/{Uri.EscapeDataString(key.Value)}", UriKind.Relative), ct);
        return response.StatusCode == HttpStatusCode.NotFound
            ? new GatewayLookup.Absent()
            : RecordOf((await response.Content.ReadFromJsonAsync<Sale>(ct))!);
    }

    public async Task<GatewayOrderLookup> LookUpByOrderAsync(MemberId memberId, MerchantOrderId name, CancellationToken ct)
    {
        var reference = Uri.EscapeDataString(name.Value);
        var sales = (await pg.GetFromJsonAsync<List<Sale>>(new Uri($"/sales?reference={reference}", UriKind.Relative), ct))!;
        return sales.Count == 0
            ? new GatewayOrderLookup.Absent()
            : new GatewayOrderLookup.Found(sales.ConvertAll(sale => new GatewayTransaction(new TransactionKey(sale.Id), StateOf(sale))));
    }

    public GatewayCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(SalesPg.Secret, body));
        if (!CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(headers[SalesPg.SignatureHeader] ?? string.Empty),
            System.Text.Encoding.UTF8.GetBytes(right)))
        {
            return new GatewayCallback.Rejected("Its signature is not right.");
        }

        var sale = JsonSerializer.Deserialize<Sale>(body, JsonSerializerOptions.Web)!;
        return new GatewayCallback.Proven($"{sale.Id}-{sale.State}", RecordOf(sale)); // It has no message ids; a state comes once.
    }

    public async Task<GatewayVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await pg.PostAsync(new Uri($"/sales/{Uri.EscapeDataString(key.Value)}/reverse", UriKind.Relative), null, ct);
        return new GatewayVoid(await LookUpByKeyAsync(memberId, key, ct), Refusal: null, WasHeard: true);
    }

    private static GatewayLookup.Found RecordOf(Sale sale) => new(
        new TransactionKey(sale.Id), sale.Reference, StateOf(sale), sale.Amount, sale.Code);

    private static GatewayPaymentState StateOf(Sale sale) => sale.State switch
    {
        "captured" => GatewayPaymentState.Success,
        "waiting" => GatewayPaymentState.Pending,
        "reversed" => GatewayPaymentState.Cancelled,
        _ => GatewayPaymentState.Failed,
    };
}
