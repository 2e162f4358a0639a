using Commerce.Core.Gateways;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Reconciliation;

/// <summary>What the comparisons say in the log: a line for each break, and one for the end of each run.</summary>
internal static partial class ReconciliationLog
{
    [LoggerMessage(2701, LogLevel.Warning, "Books run {RunId} of {Day:yyyy-MM-dd} was taken over: its lease had ended here")]
    public static partial void Taken(ILogger logger, Exception e, long runId, DateOnly day);

    [LoggerMessage(
        2702,
        LogLevel.Error,
        "Books run {RunId} of {Day:yyyy-MM-dd} at {Gateway}: {BreakKind}, {LineType} {TransactionKey} of {PgOrderId}: the PG has "
        + "{PgState} over {PgAmount} won, we have {OurState} over {OurAmount} won")]
    public static partial void Break(
        ILogger logger, long runId, DateOnly day, string gateway, BreakKind breakKind, GatewayBookLineType lineType, string transactionKey,
        string pgOrderId, string pgState, string pgAmount, string ourState, string ourAmount);

    [LoggerMessage(
        2703,
        LogLevel.Information,
        "Books run {RunId} ({Kind}) of {Day:yyyy-MM-dd} at {Gateway}: {PgLines} lines, {Breaks} breaks, {Unsettled} unsettled; captured "
        + "{PgCaptured} and cancelled {PgCancelled} won there, {OurCaptured} and {OurCancelled} here")]
    public static partial void Completed(
        ILogger logger, long runId, ReconciliationKind kind, DateOnly day, string gateway, long pgLines, long breaks, long unsettled,
        long pgCaptured, long pgCancelled, long ourCaptured, long ourCancelled);

    [LoggerMessage(
        2704, LogLevel.Warning, "Books run {RunId} ({Kind}) of {Day:yyyy-MM-dd} at {Gateway} broke off: {Reason} Next try: {NextTryAt}.")]
    public static partial void Failed(
        ILogger logger, long runId, ReconciliationKind kind, DateOnly day, string gateway, string reason, string nextTryAt);

    [LoggerMessage(2705, LogLevel.Error, "Books run {RunId} broke off")]
    public static partial void Bug(ILogger logger, Exception e, long runId);
}
