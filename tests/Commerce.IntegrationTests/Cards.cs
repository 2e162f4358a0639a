namespace Commerce.IntegrationTests;

/// <summary>The PG's test cards: the number decides what happens.</summary>
internal static class Cards
{
    public const string Approved = "4242-4242-4242-4242";
    public const string LimitExceeded = "4000-0000-0000-9995";
    public const string Invalid = "4000-0000-0000-0069";
    public const string RefusedAtRequest = "4000-0000-0000-0119";
    public const string NoAnswer = "4000-0000-0000-9987";
    public const string ErrorAfterAccept = "4000-0000-0000-0341";
    public const string NotFoundAfterAccept = "4000-0000-0000-0002";
    public const string TimeoutAfterAccept = "4000-0000-0000-9235";
    public const string ConflictAfterAccept = "4000-0000-0000-0259";
    public const string KeptTwice = "4000-0000-0000-1976";
    public const string SlowAnswer = "5555-5555-5555-4444";
    public const string CallbackLost = "4000-0000-0000-9979";
    public const string CallbackTwice = "2223-0031-2200-3222";
    public const string CallbackBeforeAnswer = "5105-1051-0510-5100";
    public const string CallbackWrongAmount = "4000-0000-0000-0127";

    /// <summary>None of the test cards: the PG's dials and its script decide.</summary>
    public const string Ordinary = "1234-5678-9814-1451";
}
