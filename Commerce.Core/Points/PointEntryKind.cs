namespace Commerce.Core.Points;

public enum PointEntryKind
{
    /// <summary>Points that came in: an opening balance or a charge.</summary>
    Charge,

    /// <summary>Points that an order took.</summary>
    Use,

    /// <summary>Points that an order gave back because it did not come about.</summary>
    Restore,
}
