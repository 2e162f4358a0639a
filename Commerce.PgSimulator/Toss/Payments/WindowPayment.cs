namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>A payment through the window, as the table <c>toss_payments</c> holds it. Amounts are in won, times UTC.</summary>
internal sealed record WindowPayment
{
    public required string PaymentKey { get; init; }
    public required string OrderId { get; init; }
    public required string OrderName { get; init; }
    public string? CustomerKey { get; init; }

    /// <summary>What the buyer agreed to; it never changes.</summary>
    public required long Amount { get; init; }

    /// <summary>What was taken and did not go back; before the approval all of it.</summary>
    public required long Balance { get; init; }

    public required WindowPaymentStatus Status { get; init; }

    /// <summary>Masked: the whole number is nowhere.</summary>
    public string? CardNumber { get; init; }

    /// <summary>What was picked in the window: the name of an outcome, or the code of a refusal; null: the dice decide.</summary>
    public string? Fate { get; init; }

    public required string SuccessUrl { get; init; }
    public required string FailUrl { get; init; }
    public required DateTime RequestedAt { get; init; }
    public DateTime? ApprovedAt { get; init; }
    public string? ApproveNo { get; init; }
    public string? LastTransactionKey { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }

    /// <summary>When it was refused or expired.</summary>
    public DateTime? FailedAt { get; init; }

    /// <summary>Whether its clock has run out, seen by the database's own.</summary>
    public bool IsOver { get; init; }

    /// <summary>What went back, in order.</summary>
    public IReadOnlyList<WindowCancel> Cancels { get; init; } = [];
}

/// <summary>Money that went back. Won, and UTC.</summary>
internal sealed record WindowCancel
{
    public required string TransactionKey { get; init; }
    public required long Amount { get; init; }
    public required string Reason { get; init; }

    /// <summary>What was left to cancel after it.</summary>
    public required long Refundable { get; init; }

    public required DateTime CreatedAt { get; init; }
}
