namespace Commerce.AppHost.Demo;

/// <summary>What a buyer does in the payment window, and after it.</summary>
/// <param name="Pick">What he picks there.</param>
/// <param name="Fate">What the confirm meets, by an outcome or a code of the simulator; null: the dice decide.</param>
internal sealed record DemoBuyer(string Pick, string? Fate = null)
{
    /// <summary>Won that he adds to the amount on his way back to the shop.</summary>
    public long Tampering { get; init; }

    /// <summary>He agrees, and never comes back to the shop.</summary>
    public bool IsGone { get; init; }

    /// <summary>The order whose payment key he brings; null: his own.</summary>
    public DemoOrder? KeyOf { get; init; }

    /// <summary>He sends what the window gave twice at once.</summary>
    public bool IsImpatient { get; init; }

    /// <summary>Won that are given back in the gateway's own console when the order is paid: all of it, where that is less.</summary>
    public long GivenBack { get; init; }

    public static DemoBuyer Meets(string fate) => new("fate", fate);
}
