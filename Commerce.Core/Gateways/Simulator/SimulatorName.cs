using Commerce.Core.Payments;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>One registration of the simulator: what it is called, where it is configured, and which breakers guard it.</summary>
internal sealed record SimulatorName(string Value)
{
    public static readonly SimulatorName First = new("simulator");

    /// <summary>What sets its breakers apart; null for the first registration.</summary>
    public string? Suffix => this == First ? null : Value;

    /// <summary>The configuration sections that say how it is reached, the more special one last.</summary>
    public string[] Sections => this == First ? [PgOptions.Section] : [PgOptions.Section, $"{PgOptions.FurtherSection}:{Value}"];

    /// <summary>Where this registration is called back: the first at the configured address, a further one under its name there.</summary>
    public Uri CallbackUrl(Uri configured) => this == First ? configured : new Uri($"{configured}/{Value}");

    /// <summary>Whether a further registration may be called so.</summary>
    public static bool CanBeFurther(string name) =>
        name.Length is > 0 and <= Payment.MaxGatewayLength
        && name != First.Value
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    public string Payments => PgCircuitBreakers.NameFor(PgCircuitBreakers.Payments, Suffix);

    public string Lookups => PgCircuitBreakers.NameFor(PgCircuitBreakers.Lookups, Suffix);

    /// <summary>The name of the pipeline through which its books are opened; its breaker is that of the lookups.</summary>
    public string Books => PgCircuitBreakers.NameFor("pg-books", Suffix);

    public string Cancels => PgCircuitBreakers.NameFor(PgCircuitBreakers.Cancels, Suffix);
}
