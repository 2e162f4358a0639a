namespace Commerce.Core.Reconciliation;

/// <summary>What we have for one line of the PG's books.</summary>
/// <param name="Payment">The payment under the line's key, or the order's payment whose key we never learned.</param>
/// <param name="Captured">The journal's capture under the key.</param>
/// <param name="Voided">The journal's void under the key.</param>
/// <param name="IsCapturedElsewhere">The order's money is held under another key already, and was not given back.</param>
/// <param name="IsRepeated">The PG's books have had this very line before.</param>
/// <param name="IsKeySeen">They have had a line of its kind under its key before, this one or another.</param>
internal sealed record OurSide(
    OurPayment? Payment = null,
    OurMovement? Captured = null,
    OurMovement? Voided = null,
    bool IsCapturedElsewhere = false,
    bool IsRepeated = false,
    bool IsKeySeen = false);
