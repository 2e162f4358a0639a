using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Callbacks;

internal static partial class CallbackLog
{
    public static void Handled(ILogger logger, CallbackRecord stored) =>
        Handled(logger, stored.Id, stored.TransactionKey.OrNone(), stored.PaymentId.OrNone(), stored.State);

    [LoggerMessage(2301, LogLevel.Information, "Callback {CallbackId} ({TransactionKey}) for payment {PaymentId}: {State}")]
    public static partial void Handled(ILogger logger, long callbackId, string transactionKey, string paymentId, CallbackState state);

    [LoggerMessage(2307, LogLevel.Error, "Callback {CallbackId} ({TransactionKey}) could not be used {Failures} times and is set aside")]
    public static partial void SetAside(ILogger logger, long callbackId, string transactionKey, int failures);

    [LoggerMessage(2308, LogLevel.Error, "Callback {CallbackId} cannot be read; it comes again when its lease ends, or is set aside")]
    public static partial void Unread(ILogger logger, Exception e, long callbackId);

    [LoggerMessage(2309, LogLevel.Error, "Callback {CallbackId} is set aside, and its payment cannot be found out")]
    public static partial void WithoutPayment(ILogger logger, Exception e, long callbackId);
}
