using Commerce.ServiceDefaults.Failures;
using Commerce.TestHost;

namespace Commerce.Chaos.Schedules;

/// <summary>Which failure points a process of each service comes to while orders are paid.</summary>
internal static class CrashPlaces
{
    public static readonly IReadOnlyDictionary<string, string[]> Of = new Dictionary<string, string[]>
    {
        [StackResources.Api] =
        [
            FailurePoints.OrderBeforeCommit, FailurePoints.OrderCommitted, FailurePoints.PaymentBeforeRequest,
            FailurePoints.PaymentAnswered, FailurePoints.PaymentConcluded, FailurePoints.KeyLearned,
            FailurePoints.ResultBeforeCommit, FailurePoints.ResultCommitted,
            FailurePoints.CancelBeforeCommit, FailurePoints.CancelCommitted, FailurePoints.CallbackReceived,
            FailurePoints.CallbackBeforeCommit, FailurePoints.CallbackStored, FailurePoints.CallbackDecided, FailurePoints.LookupHastened,
        ],
        [StackResources.Worker] =
        [
            FailurePoints.LookupAnswered, FailurePoints.DuplicatesApplied, FailurePoints.LookupApplied, FailurePoints.ResultBeforeCommit,
            FailurePoints.ResultCommitted, FailurePoints.LeaseTaken, FailurePoints.SweepCommitted, FailurePoints.VoidBeforeRequest,
            FailurePoints.VoidAnswered, FailurePoints.MessageDelivered, FailurePoints.MessageMarked, FailurePoints.CallbackDecided,
        ],
        [StackResources.PgSimulator] =
        [
            FailurePoints.PgPaymentStored, FailurePoints.PgPaymentConcluded, FailurePoints.PgCallbackClaimed, FailurePoints.PgCallbackSent,
            FailurePoints.PgCancelBeforeCommit, FailurePoints.PgCancelCommitted,
        ],
    };
}
