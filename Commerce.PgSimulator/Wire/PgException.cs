namespace Commerce.PgSimulator.Wire;

/// <summary>The gateway says no: ends the request with the error's status and this message.</summary>
/// <param name="message">The message on the wire; the error's default when null.</param>
internal sealed class PgException(WireError error, string? message = null) : Exception(message ?? error.DefaultMessage)
{
    public WireError Error { get; } = error;
}
