using System.Reflection;

namespace Commerce.ServiceDefaults.Failures;

/// <summary>The names of all failure points. docs/failure-points.md says of each what a crash there leaves behind.</summary>
public static class FailurePoints
{
    public const string OrderBeforeCommit = "order-before-commit";
    public const string OrderCommitted = "order-committed";
    public const string PaymentBeforeRequest = "payment-before-request";
    public const string PaymentAnswered = "payment-answered";
    public const string PaymentConcluded = "payment-concluded";
    public const string KeyLearned = "key-learned";
    public const string ResultBeforeCommit = "result-before-commit";
    public const string ResultCommitted = "result-committed";
    public const string CancelBeforeCommit = "cancel-before-commit";
    public const string CancelCommitted = "cancel-committed";
    public const string CallbackReceived = "callback-received";
    public const string CallbackBeforeCommit = "callback-before-commit";
    public const string CallbackStored = "callback-stored";
    public const string CallbackDecided = "callback-decided";
    public const string LookupHastened = "lookup-hastened";
    public const string LookupAnswered = "lookup-answered";
    public const string DuplicatesApplied = "duplicates-applied";
    public const string LookupApplied = "lookup-applied";
    public const string LeaseTaken = "lease-taken";
    public const string SweepCommitted = "sweep-committed";
    public const string VoidBeforeRequest = "void-before-request";
    public const string VoidAnswered = "void-answered";
    public const string MessageDelivered = "message-delivered";
    public const string MessageMarked = "message-marked";
    public const string RetentionBatchDeleted = "retention-batch-deleted";
    public const string MigrationsPending = "migrations-pending";
    public const string MigrationsApplied = "migrations-applied";
    public const string PgPaymentStored = "pg-payment-stored";
    public const string PgPaymentConcluded = "pg-payment-concluded";
    public const string PgCallbackClaimed = "pg-callback-claimed";
    public const string PgCallbackSent = "pg-callback-sent";
    public const string PgCancelBeforeCommit = "pg-cancel-before-commit";
    public const string PgCancelCommitted = "pg-cancel-committed";

    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(FailurePoints).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
    ];
}
