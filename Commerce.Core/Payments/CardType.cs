namespace Commerce.Core.Payments;

/// <summary>The issuers that the PG takes.</summary>
public enum CardType
{
    Samsung,
    Kb,
    Hyundai,
}
