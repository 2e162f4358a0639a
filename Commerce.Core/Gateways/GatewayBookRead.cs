namespace Commerce.Core.Gateways;

/// <summary>
/// What comes next while a PG's books are read: a line, or the news that the rest cannot be had. <see cref="Broken"/> is always the
/// last; books that end without it were read to their end.
/// </summary>
public abstract record GatewayBookRead
{
    private GatewayBookRead()
    {
    }

    public sealed record Line(GatewayBookLine Value) : GatewayBookRead;

    /// <summary>The PG could not be reached, broke off, fell silent, or sent what cannot be read.</summary>
    public sealed record Broken(string Reason) : GatewayBookRead;

    /// <summary>Calls the function for the case at hand. A new case does not compile until everybody handles it.</summary>
    public T Match<T>(Func<Line, T> line, Func<Broken, T> broken) => this switch
    {
        Line read => line(read),
        Broken read => broken(read),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
