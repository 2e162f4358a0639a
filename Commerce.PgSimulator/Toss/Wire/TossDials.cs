namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>
/// What nobody outside of Toss knows for certain, each with both behaviours; and what its books may lack. The configuration section
/// <c>TossDials</c> and the body of <c>/toss/dials</c> alike; all are off at first.
/// </summary>
internal sealed class TossDials
{
    public const string Section = "TossDials";

    /// <summary>A look by order shows only what was approved or failed. Off: it shows READY and IN_PROGRESS too.</summary>
    public bool OrderLookupHidesUnpaid { get; set; }

    /// <summary>A look by order shows the oldest of several payments. Off: the newest.</summary>
    public bool OrderLookupShowsOldest { get; set; }

    /// <summary>A payment key has other characters than letters, digits, <c>_</c> and <c>-</c>. Off: these only.</summary>
    public bool PaymentKeyHasOtherCharacters { get; set; }

    /// <summary>A payment key has the 200 characters that the documents allow. Off: as few as those that were seen.</summary>
    public bool PaymentKeyIsLongest { get; set; }

    /// <summary>The same idempotency key with another body is 422. Off: it is answered like the first.</summary>
    public bool IdempotencyComparesBody { get; set; }

    /// <summary>An error is forgotten, and the same idempotency key runs again. Off: it is answered with the error for 15 days.</summary>
    public bool IdempotencyForgetsErrors { get; set; }

    /// <summary>A refused confirm leaves the payment IN_PROGRESS. Off: it is ABORTED.</summary>
    public bool RefusalKeepsPayment { get; set; }

    /// <summary>A confirm that is answered 429 was processed all the same. Off: it was not.</summary>
    public bool TooManyRequestsProcesses { get; set; }

    /// <summary>A second confirm is 404 NOT_FOUND_PAYMENT_SESSION. Off: 400 ALREADY_PROCESSED_PAYMENT.</summary>
    public bool RepeatedConfirmFindsNoSession { get; set; }

    /// <summary>A confirm of another amount is 400 INVALID_REQUEST. Off: 404 NOT_FOUND_PAYMENT_SESSION, as of another order.</summary>
    public bool OtherAmountIsInvalidRequest { get; set; }

    /// <summary>A second cancel of one payment within a second is 403 FORBIDDEN_CONSECUTIVE_REQUEST. Off: it is processed.</summary>
    public bool SecondCancelWithinASecondIsRefused { get; set; }

    /// <summary>The amount of a cancel's line in the books is above zero. Off: below.</summary>
    public bool CancelLinesArePositive { get; set; }

    /// <summary>The line of an approval shows what became of the payment. Off: it stays DONE.</summary>
    public bool ApprovalLinesFollowPayment { get; set; }

    /// <summary>The books have lines of refused confirms. Off: they have none.</summary>
    public bool BooksShowRefusals { get; set; }

    /// <summary>A webhook that is sent again has another transmission id. Off: the same.</summary>
    public bool RepeatsHaveNewTransmissionId { get; set; }

    /// <summary>The redirect of a window that the buyer closed names the order. Off: it does not.</summary>
    public bool ClosedWindowNamesOrder { get; set; }

    /// <summary>A fault: the first line that was asked for is missing in the books.</summary>
    public bool BooksLackALine { get; set; }

    /// <summary>A fault: behind the last line the books have one of a payment that there is not.</summary>
    public bool BooksHaveALineTooMany { get; set; }
}
