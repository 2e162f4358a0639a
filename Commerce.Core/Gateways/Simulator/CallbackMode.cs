using System.Diagnostics.CodeAnalysis;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>How far a callback is believed.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "A signed callback has nothing to do with integers.")]
public enum CallbackMode
{
    /// <summary>A signed callback is the PG's word; any other is refused.</summary>
    Signed,

    /// <summary>No callback is believed: each only makes us ask the PG. For a PG that cannot sign.</summary>
    Requery,
}
