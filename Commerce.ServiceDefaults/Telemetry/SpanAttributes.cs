namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>The attributes by which one searches traces, beside those of OpenTelemetry's semantic conventions.</summary>
public static class SpanAttributes
{
    /// <summary>Our order, as a number.</summary>
    public const string OrderId = "commerce.order.id";

    /// <summary>The order's status after what the span did: PENDING, COMPLETED, FAILED or CANCELLED.</summary>
    public const string OrderStatus = "commerce.order.status";

    /// <summary>Our payment, as a number.</summary>
    public const string PaymentId = "commerce.payment.id";

    /// <summary>The payment's status after what the span did.</summary>
    public const string PaymentStatus = "commerce.payment.status";

    /// <summary>What became known about the payment, for example <c>Succeeded</c>.</summary>
    public const string PaymentResult = "commerce.payment.result";

    /// <summary>False when that was known already and changed nothing.</summary>
    public const string PaymentMoved = "commerce.payment.moved";

    /// <summary>The PG's id of one attempt to pay.</summary>
    public const string TransactionKey = "commerce.transaction.key";

    /// <summary>The name of the payment gateway that is asked, or that calls back.</summary>
    public const string Gateway = "commerce.gateway";

    /// <summary>How the gateway answered a payment request, for example <c>Accepted</c>.</summary>
    public const string GatewayAnswer = "commerce.gateway.answer";

    /// <summary>The order's name at the PG, for example <c>ORDER000001</c>.</summary>
    public const string PgOrderId = "commerce.pg.order.id";

    /// <summary>What became of a callback, for example <c>Applied</c>.</summary>
    public const string CallbackState = "commerce.callback.state";

    /// <summary>The customer-service case.</summary>
    public const string CaseId = "commerce.case.id";

    /// <summary>Why it was opened.</summary>
    public const string CaseReason = "commerce.case.reason";

    /// <summary>The comparison of books.</summary>
    public const string BooksRunId = "commerce.books.run.id";

    /// <summary>The day whose books are compared.</summary>
    public const string BooksDay = "commerce.books.day";

    /// <summary>How many lines the comparison found on which the books do not agree.</summary>
    public const string BooksBreaks = "commerce.books.breaks";

    /// <summary>In which way a line of the books does not agree, for example AMOUNT_DIFFERS.</summary>
    public const string BreakKind = "commerce.break.kind";

    /// <summary>How many pieces of work a poll found.</summary>
    public const string PollFound = "commerce.poll.found";
}
