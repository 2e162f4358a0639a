namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Stands in a log record for an exception whose text holds a card number.</summary>
internal sealed class MaskedException(string text) : Exception(text)
{
    /// <summary>The other exception's text, stack included, with the number hidden.</summary>
    public override string ToString() => Message;
}
