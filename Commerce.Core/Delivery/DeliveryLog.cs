using Commerce.Core.Outbox;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Delivery;

/// <summary>What the delivery of the outbox says in the log.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(2501, LogLevel.Error, "Message {MessageId} of the outbox cannot be read; it comes again when its lease ends")]
    public static partial void Unread(ILogger logger, Exception e, long messageId);

    [LoggerMessage(2502, LogLevel.Error, "{Kind} of {SubjectId} failed; it is tried again")]
    public static partial void Failed(ILogger logger, Exception e, OutboxKind kind, long subjectId);

    [LoggerMessage(2503, LogLevel.Error, "{Kind} of {SubjectId} failed {Failures} times and is set aside")]
    public static partial void SetAside(ILogger logger, OutboxKind kind, long subjectId, int failures);

    [LoggerMessage(2504, LogLevel.Error, "Message {MessageId} of the outbox could not be read {Failures} times and is set aside")]
    public static partial void UnreadSetAside(ILogger logger, long messageId, int failures);
}
