namespace Commerce.Core.Persistence;

/// <summary>Which transactions go first when more want to run than may.</summary>
public enum TransactionPriority
{
    /// <summary>Brings something open to its end, or is rare: a payment's result, a callback, a look. It goes first.</summary>
    Normal,

    /// <summary>What a rush is made of and can come again: an order, a claim, a like. It waits behind the rest.</summary>
    NewWork,
}
