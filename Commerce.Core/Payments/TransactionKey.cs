namespace Commerce.Core.Payments;

/// <summary>The PG's id of one attempt to pay, for example <c>20250816:TR:9577c5</c>.</summary>
/// <param name="Value">At most <see cref="MaxLength"/> characters.</param>
public readonly record struct TransactionKey(string Value)
{
    public const int MaxLength = 200;

    public override string ToString() => Value;
}
