namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>An error of the dialect: its code, its HTTP status, and its message in both languages.</summary>
internal sealed record DialectError(int Status, string Code, string Korean, string English)
{
    /// <summary>The error as it goes over the wire.</summary>
    /// <param name="english">Whether the reader asked for English.</param>
    public DialectFailure In(bool english) => new(Code, english ? English : Korean);
}

/// <summary>The body of every error.</summary>
internal sealed record DialectFailure(string Code, string Message);

/// <summary>Ends the request with this error.</summary>
internal sealed class TossException(DialectError error) : Exception(error.English)
{
    public DialectError Error { get; } = error;

    public TossException(string code)
        : this(TossErrors.Named(code))
    {
    }
}
