using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Api.Tests.ThirdGateway;

/// <summary>Speaks with <see cref="NicePg"/>.</summary>
internal sealed class NiceGateway(HttpClient pg) : IWindowGateway
{
    public const string GatewayName = "nicepay";
    private const string Agreed = "0000";
    private const string NoSuchPayment = "A123";

    public string Name => GatewayName;

    public bool CanBeAsked => true;

    public TimeSpan ConfirmLimit => TimeSpan.FromSeconds(30);

    public bool Supports(PaymentMethod method) => method == PaymentMethod.Widget;

    public GatewayCheckout Prepare(CheckoutRequest request) => new(
        GatewayName, "R2_of_the_tests", request.Name.Value, request.Amount, request.OrderName, "buyer");

    public async Task<GatewayConfirmation> ConfirmAsync(ConfirmRequest request, CancellationToken ct)
    {
        try
        {
            using var response = await pg.PostAsJsonAsync($"/v1/payments/{request.Key.Value}", new { amount = request.Amount }, ct);
            var payment = (await response.Content.ReadFromJsonAsync<NicePayment>(ct))!;
            return payment.ResultCode switch
            {
                Agreed => new GatewayConfirmation.Concluded(RecordOf(payment)),
                NoSuchPayment => new GatewayConfirmation.Unknown("It has nothing to approve: it may have approved it before."),
                _ => new GatewayConfirmation.Declined(FailureCode.Declined, payment.ResultCode),
            };
        }
        catch (HttpRequestException e)
        {
            return new GatewayConfirmation.Unknown(e.Message); // Its netcancel would take back what a look can still find paid.
        }
    }

    public async Task<GatewayLookup> LookUpByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await pg.GetAsync(new Uri($"/v1/payments/{key.Value}", UriKind.Relative), ct);
        return response.StatusCode == HttpStatusCode.NotFound
            ? new GatewayLookup.Absent()
            : RecordOf((await response.Content.ReadFromJsonAsync<NicePayment>(ct))!);
    }

    public async Task<GatewayOrderLookup> LookUpByOrderAsync(MemberId memberId, MerchantOrderId name, CancellationToken ct)
    {
        var found = (await pg.GetFromJsonAsync<List<NicePayment>>(new Uri($"/v1/payments/find/{name.Value}", UriKind.Relative), ct))!;
        return found.Count == 0
            ? new GatewayOrderLookup.Absent()
            : new GatewayOrderLookup.Found(found.ConvertAll(one => new GatewayTransaction(new TransactionKey(one.Tid), StateOf(one))));
    }

    // The signature is a field of the body, over some of its fields.
    public GatewayCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        var payment = JsonSerializer.Deserialize<NicePayment>(body, JsonSerializerOptions.Web)!;
        var right = NicePg.Sign(payment, NicePg.Secret);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(payment.Signature), Encoding.UTF8.GetBytes(right))
            ? new GatewayCallback.Proven($"{payment.Tid}-{payment.Status}", RecordOf(payment))
            : new GatewayCallback.Rejected("Its signature is not right.");
    }

    public async Task<GatewayVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        if (await LookUpByKeyAsync(memberId, key, ct) is GatewayLookup.Found { OrderId: { } orderId, State: GatewayPaymentState.Success })
        {
            using var response = await pg.PostAsJsonAsync("/v1/payments/netcancel", new { orderId }, ct);
        }

        return new GatewayVoid(await LookUpByKeyAsync(memberId, key, ct), Refusal: null, WasHeard: true);
    }

    private static GatewayLookup.Found RecordOf(NicePayment payment) => new(
        new TransactionKey(payment.Tid), payment.OrderId, StateOf(payment), payment.Amount, payment.ResultMsg)
    {
        AwaitsConfirm = payment.Status == "ready",
    };

    private static GatewayPaymentState StateOf(NicePayment payment) => payment.Status switch
    {
        "ready" => GatewayPaymentState.Pending,
        "paid" => GatewayPaymentState.Success,
        "cancelled" => GatewayPaymentState.Cancelled,
        _ => GatewayPaymentState.Failed,
    };
}
