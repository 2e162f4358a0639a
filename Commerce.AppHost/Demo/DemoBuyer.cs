namespace Commerce.AppHost.Demo;

/// <summary>What a buyer does in the payment window, and after it.</summary>
/// <param name="Pick">What he picks there; null: he leaves it open and is gone.</param>
/// <param name="Fate">What the confirm meets, by an outcome or a code of the simulator; null: the dice decide.</param>
internal sealed record DemoBuyer(string? Pick, string? Fate = null)
{
    public static readonly DemoBuyer Gone = new(Pick: null);

    /// <summary>Won that he adds to the amount on his way back to the shop.</summary>
    public long Tampering { get; init; }

    /// <summary>He brings a payment key that the gateway has not given.</summary>
    public bool HasForeignKey { get; init; }

    /// <summary>He sends what the window gave twice at once.</summary>
    public bool IsImpatient { get; init; }

    /// <summary>Won that are given back in the gateway's own console, when the order is paid.</summary>
    public long GivenBack { get; init; }

    public static DemoBuyer Meets(string fate) => new("fate", fate);
}
