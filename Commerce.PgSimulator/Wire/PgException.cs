namespace Commerce.PgSimulator.Wire;

/// <summary>The gateway says no: ends the request with the error's status and this message.</summary>
/// <param name="message">The message on the wire; the error's default when null.</param>
internal sealed class PgException(WireError error, string? message = null) : Exception(message ?? error.DefaultMessage)
{
    public WireError Error { get; } = error;

    /// <summary>The 500 by which the gateway refuses at random.</summary>
    public static PgException Unstable() => new(WireError.Internal, "현재 서버가 불안정합니다. 잠시 후 다시 시도해주세요.");
}
