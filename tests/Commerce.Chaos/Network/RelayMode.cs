namespace Commerce.Chaos.Network;

/// <summary>How a link between two processes behaves.</summary>
internal enum RelayMode
{
    /// <summary>As if it were not there.</summary>
    Pass,

    /// <summary>Open connections are reset, and so is each new one.</summary>
    Reset,

    /// <summary>Everything comes, each piece 300 ms late.</summary>
    Slow,

    /// <summary>Everything comes, a few bytes at a time.</summary>
    Drip,

    /// <summary>Connections open, and nothing comes through in either direction until the link is whole again.</summary>
    BlackHole,

    /// <summary>Requests come through, answers do not until the link is whole again.</summary>
    HalfOpen,

    /// <summary>Nobody listens: whoever connects is refused.</summary>
    Closed,

    /// <summary>Requests come through; of each answer the first bytes come, and then the connection is reset.</summary>
    CutAnswers,

    /// <summary>Somebody else answers, always the same: <see cref="Relay.StandIn"/>.</summary>
    StandIn,
}

internal static class RelayModes
{
    /// <summary>What schedules draw from.</summary>
    public static readonly RelayMode[] Faults = [RelayMode.Reset, RelayMode.Slow, RelayMode.Drip, RelayMode.BlackHole, RelayMode.HalfOpen];
}

/// <summary>Who speaks to whom. The first asks.</summary>
internal enum Link
{
    ApiToPg,
    WorkerToPg,
    PgToApi,
    ApiToDatabase,
    WorkerToDatabase,
}
