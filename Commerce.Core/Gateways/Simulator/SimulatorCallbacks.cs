using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>Reads what the simulator calls back, and how far it is to be believed.</summary>
internal sealed class SimulatorCallbacks(PgOptions options, TimeProvider time)
{
    private readonly CallbackSignature _signature = new(options.CallbackSecrets, time);
    private readonly byte[] _idKey = options.CallbackSecrets is [var first, ..] ? CallbackSecret.Parse(first) : [];

    public GatewayCallback Read(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        var content = PgCallbackBody.Read(body);
        return options.Callbacks == CallbackMode.Requery ? ReadUnproven(content) : ReadSigned(headers, body, content);
    }

    private static GatewayCallback ReadUnproven(PgCallbackBody? content) => UnprovenIn(content) is { } unproven
        ? unproven
        : new GatewayCallback.Unreadable(MessageId: null);

    private static GatewayCallback.Unproven? UnprovenIn(PgCallbackBody? content) =>
        content is null ? null : new GatewayCallback.Unproven(new TransactionKey(content.TransactionKey!), content.OrderId);

    private GatewayCallback ReadSigned(CallbackHeaders headers, ReadOnlySpan<byte> body, PgCallbackBody? content)
    {
        if (_signature.FlawOf(headers, body) is { } flaw)
        {
            return new GatewayCallback.Rejected(flaw.Sentence) { Names = flaw.IsOfTimeAlone ? UnprovenIn(content) : null };
        }

        var messageId = KeptId(headers[CallbackSignature.IdHeader]!);
        return content?.ToRecord() is { } record
            ? new GatewayCallback.Proven(messageId, record)
            : new GatewayCallback.Unreadable(messageId);
    }

    // It is stored, and tells a repetition. An id with a card number in it still does so, as a keyed hash that leads back to no number.
    private string KeptId(string id) =>
        CardNumberMask.Finds(id) ? $"hmac-{Convert.ToHexStringLower(HMACSHA256.HashData(_idKey, Encoding.UTF8.GetBytes(id)))}" : id;
}
