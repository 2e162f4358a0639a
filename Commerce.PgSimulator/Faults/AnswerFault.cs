namespace Commerce.PgSimulator.Faults;

/// <summary>What goes wrong with the answer to one request.</summary>
internal enum AnswerFault
{
    None,

    // Nothing is stored.
    Refuse,
    TooManyRequests,
    Cut,
    Hang,

    // The payment is stored and goes its way.
    ErrorAfterAccept,
    NotFoundAfterAccept,
    TimeoutAfterAccept,
    ConflictAfterAccept,
    NoAnswer,
    Slow,
    Drip,
    Malformed,
    WrongKey,
}
