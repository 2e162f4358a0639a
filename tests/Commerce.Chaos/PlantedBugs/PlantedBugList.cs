namespace Commerce.Chaos.PlantedBugs;

/// <summary>The bugs that are planted. Each has its patch in <c>Patches</c>, which has to apply to the tree as it is.</summary>
internal static class PlantedBugList
{
    /// <summary>Where the patches lie, from the root of the tree.</summary>
    public const string Folder = "tests/Commerce.Chaos/PlantedBugs/Patches";

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new(1, "stock-condition-dropped", "Stock is taken without asking whether it is there", "I6",
            Api("PointOrderTests"), Api("MoneyBackFromTossTests"), Whole("FlashSaleTests")),
        new(2, "payment-lock-skipped", "A result is applied to a payment without its row's lock", "I7",
            Api("PaymentLockTests"), Api("PayTests"), Api("ReconcileTests"), Whole("CallbackTests")),
        new(3, "status-condition-dropped", "The key of a payment is learned whatever has become of it meanwhile", "I10",
            Api("UnreliableAnswerTests")),
        new(4, "signature-not-compared", "A callback's signature has to be there, and is not compared", "I12",
            Whole("ForgedCallbackTests")),
        new(5, "amount-not-compared", "The PG's amount is compared from below only", "I12", Api("PgRecordTests"), Whole("CallbackTests")),
        new(6, "inbox-marked-when-taken", "A stored callback is off the list when a worker takes it, not when it was applied", "I17",
            Api("SetAsideTests"), Api("UnreadableRowTests"), Whole("CallbackTests")),
        new(7, "key-not-scoped-by-member", "An idempotency key is looked up without its member", "I13", Api("IdempotencyTests")),
        new(8, "answer-not-kept", "The answer to an order paid by card is not kept under its idempotency key", "I13",
            Api("IdempotencyTests")),
        new(9, "post-repeated-after-silence", "A payment request of which nothing was heard is sent again", "I1",
            Core("SimulatorPaymentGatewayTests")),
        new(10, "silence-is-failure", "A PG that does not answer has not taken the money", "I2",
            Api("UnreliableAnswerTests"), Whole("PayingTests")),
        new(11, "sweep-fails-what-is-old", "The sweep fails payments that have been open for long, and asks nobody", "I2",
            Api("SweepTests"), Whole("PayingTests")),
        new(12, "duplicate-capture-not-voided", "A second capture of an order is recorded and not given back", "I1",
            Api("LookAfterSuccessTests"), Whole("DuplicateCaptureTests")),
        new(13, "void-sent-twice", "Each cancel of a member starts a void, also the second one", "I14",
            Api("IfMatchTests"), Api("IdempotencyTests"), Whole("MoneyBackTests")),
        new(14, "void-believed-without-the-books", "A void is done when the PG agreed to it, its books unread", "I14",
            Api("VoidAnswerTests")),
        new(15, "outbox-marked-before-its-effect", "A void is marked as done when it was tried", "I11",
            Api("SoldOutVoidTests"), Whole("RefusedVoidTests")),
        new(16, "lease-ignored", "Work that is taken stays due for every other worker", "I14", Api("ReconcileTests"), Api("HandBackTests")),
        new(17, "coupon-not-given-back", "An order that fails keeps its coupon", "I8", Api("WaitingOrderTests"), Whole("PayingTests")),
        new(18, "points-given-back-twice", "A void gives points and coupon back, also those of an order that has failed", "I9",
            Api("WaitingOrderTests"), Whole("MixedPaymentTests")),
        new(19, "journal-sign", "A void is posted to the journal the wrong way round", "I5",
            Api("VoidAnswerTests"), Whole("MoneyBackTests")),
        new(20, "day-in-utc", "The day of the books ends at midnight in London", "I4", Core("BusinessDayTests")),
        new(21, "window-over-the-whole-price", "A payment window asks for what points have paid already", "I1", Api("WaitingOrderTests")),
        new(22, "refund-of-an-order-not-complete", "An order can be cancelled that is not complete", "I14",
            Core("OrderTests"), Api("IfMatchTests"), Whole("MoneyBackTests")),
        new(23, "order-brought-back-to-life", "Money that comes late completes an order that has failed", "I18",
            Core("OrderTests"), Api("LateCaptureTests")),
        new(24, "card-number-in-the-log", "The log of a new order tells the card that pays it", "I15", Whole("SecretTests")),
        new(25, "lookups-behind-the-payments-breaker", "An open breaker of the payments keeps the look-ups back too", "I16",
            Core("NotSentTests")),
    ];

    private static TestClass Core(string name) => new("Commerce.Core.Tests", name);

    private static TestClass Api(string name) => new("Commerce.Api.Tests", name);

    private static TestClass Whole(string name) => new("Commerce.IntegrationTests", name);
}
