using System.Diagnostics.Metrics;
using Commerce.Core.Errors;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;

namespace Commerce.Core.Orders;

/// <summary>What becomes of orders, counted when it is committed.</summary>
public sealed class OrderTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Orders";

    private const string PaymentMethodTag = "commerce.payment.method";
    private const string ErrorTag = "error.type";

    // What can end an order that was placed. Each is there from the start, or its first time would be no rise.
    private static readonly IEnumerable<ErrorCode> Failures =
        Enum.GetValues<FailureCode>().Select(FailureTexts.ToError).DistinctBy(error => error.Code);

    private readonly Counter<long> _placed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _completed;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _cancelled;

    public OrderTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(Name);
        _placed = meter.CreateCounter<long>("commerce.orders.placed", "{order}", "Orders recorded, whatever became of them.");
        _refused = meter.CreateCounter<long>(
            "commerce.orders.refused", "{order}", "Orders that could not be placed: nothing was recorded.");
        _completed = meter.CreateCounter<long>("commerce.orders.completed", "{order}", "Orders paid, with their stock taken.");
        _failed = meter.CreateCounter<long>(
            "commerce.orders.failed", "{order}", "Placed orders that ended unpaid or undeliverable, by error code.");
        _cancelled = meter.CreateCounter<long>("commerce.orders.cancelled", "{order}", "Completed orders that were undone.");
        StartAtZero();
    }

    internal void CountPlaced(PaymentMethod method) => _placed.Add(1, MethodTag(method));

    internal void CountRefused(ErrorCode error) => _refused.Add(1, CodeTag(error));

    /// <param name="failure">Why, when it failed.</param>
    internal void CountEnd(OrderStatus status, FailureCode? failure)
    {
        switch (status)
        {
            case OrderStatus.Completed:
                _completed.Add(1);
                break;
            case OrderStatus.Failed:
                _failed.Add(1, CodeTag(failure!.Value.ToError()));
                break;
            case OrderStatus.Cancelled:
                _cancelled.Add(1);
                break;
            case OrderStatus.Pending:
            default:
                throw new ArgumentOutOfRangeException(nameof(status), status, "An order does not end like this.");
        }
    }

    private void StartAtZero()
    {
        _completed.Add(0);
        _cancelled.Add(0);
        foreach (var method in Enum.GetValues<PaymentMethod>())
        {
            _placed.Add(0, MethodTag(method));
        }

        foreach (var failure in Failures)
        {
            _failed.Add(0, CodeTag(failure));
        }
    }

    private static KeyValuePair<string, object?> MethodTag(PaymentMethod method) =>
        new(PaymentMethodTag, EnumNameColumn<PaymentMethod>.NameOf(method));

    private static KeyValuePair<string, object?> CodeTag(ErrorCode error) => new(ErrorTag, error.Code);
}
