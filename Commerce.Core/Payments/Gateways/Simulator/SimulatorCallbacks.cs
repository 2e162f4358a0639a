namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Reads what the simulator calls back, and how far it is to be believed.</summary>
internal sealed class SimulatorCallbacks(PgOptions options, TimeProvider time)
{
    private readonly CallbackSignature _signature = new(options.CallbackSecrets, time);

    public PgCallback Read(CallbackHeaders headers, ReadOnlySpan<byte> body)
    {
        var content = PgCallbackBody.Read(body);
        return options.Callbacks == CallbackMode.Requery ? ReadHint(content) : ReadSigned(headers, body, content);
    }

    private static PgCallback ReadHint(PgCallbackBody? content) => content is null
        ? new PgCallback.Unreadable(MessageId: null)
        : new PgCallback.Hint(new TransactionKey(content.TransactionKey!), content.OrderId);

    private PgCallback ReadSigned(CallbackHeaders headers, ReadOnlySpan<byte> body, PgCallbackBody? content)
    {
        if (_signature.FlawOf(headers, body) is { } flaw)
        {
            return new PgCallback.Rejected(flaw);
        }

        return content?.ToRecord() is { } record
            ? new PgCallback.Word(headers.Id!, record)
            : new PgCallback.Unreadable(headers.Id);
    }
}
