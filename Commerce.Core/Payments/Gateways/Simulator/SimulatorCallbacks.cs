using System.Security.Cryptography;
using System.Text;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Reads what the simulator calls back, and how far it is to be believed.</summary>
internal sealed class SimulatorCallbacks(PgOptions options, TimeProvider time)
{
    private readonly CallbackSignature _signature = new(options.CallbackSecrets, time);
    private readonly byte[] _idKey = options.CallbackSecrets is [var first, ..] ? CallbackSecret.Parse(first) : [];

    public PgCallback Read(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        var content = PgCallbackBody.Read(body);
        return options.Callbacks == CallbackMode.Requery ? ReadHint(content) : ReadSigned(headers, body, content);
    }

    private static PgCallback ReadHint(PgCallbackBody? content) => HintIn(content) is { } hint ? hint : new PgCallback.Unreadable(MessageId: null);

    private static PgCallback.Hint? HintIn(PgCallbackBody? content) =>
        content is null ? null : new PgCallback.Hint(new TransactionKey(content.TransactionKey!), content.OrderId);

    private PgCallback ReadSigned(CallbackHeaders headers, ReadOnlySpan<byte> body, PgCallbackBody? content)
    {
        if (_signature.FlawOf(headers, body) is { } flaw)
        {
            return new PgCallback.Rejected(flaw.Sentence) { Names = flaw.IsOfTimeAlone ? HintIn(content) : null };
        }

        var messageId = KeptId(headers.Id!);
        return content?.ToRecord() is { } record ? new PgCallback.Word(messageId, record) : new PgCallback.Unreadable(messageId);
    }

    // It is stored, and tells a repetition. An id with a card number in it still does so, as a keyed hash that leads back to no number.
    private string KeptId(string id) =>
        CardNumberMask.Finds(id) ? $"hmac-{Convert.ToHexStringLower(HMACSHA256.HashData(_idKey, Encoding.UTF8.GetBytes(id)))}" : id;
}
