using Commerce.Core.Payments;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>Reads why a payment failed out of the simulator's sentences: its wire has no codes for that.</summary>
internal static class PgFailure
{
    /// <summary>A request that it did not take. Every 400 has the same code; only the sentence tells which field it is about.</summary>
    public static FailureCode OfRefusedRequest(string message) =>
        message.Contains("카드", StringComparison.Ordinal) || message.Contains("'card", StringComparison.Ordinal)
            ? FailureCode.InvalidCard
            : FailureCode.Declined;

    /// <summary>A payment that it took and then declined.</summary>
    public static FailureCode OfDeclinedPayment(string? reason) => reason switch
    {
        not null when reason.Contains("한도", StringComparison.Ordinal) => FailureCode.LimitExceeded,
        not null when reason.Contains("잘못된 카드", StringComparison.Ordinal) => FailureCode.InvalidCard,
        _ => FailureCode.Declined,
    };
}
