using Commerce.Core.Callbacks;
using Commerce.Core.Delivery;
using Commerce.Core.Recovery;
using Commerce.Core.Webhooks;

namespace Commerce.Api.Tests.Orders;

/// <summary>
/// Tests that tell the one PG what to answer next come one after the other: those of today's books too, which have it asked for every
/// capture of the day. So do those that have the worker take what is due, for it takes what is due of every test.
/// </summary>
internal static class CardOrders
{
    public const string Collection = "card orders";

    private static readonly Type[] TakesWhatIsDue =
        [typeof(DeliverOutbox), typeof(RecoverPayments), typeof(RetryCallbacks), typeof(SweepStaleOrders),
            typeof(DeliverWebhooks)];

    /// <summary>A test outside this collection would have the work of another test in its hands, or its own taken from it.</summary>
    public static void RequireFor(Type part)
    {
        if (TakesWhatIsDue.Contains(part) && TestContext.Current.TestCollection?.TestCollectionDisplayName != Collection)
        {
            var test = TestContext.Current.TestClass?.TestClassSimpleName;
            throw new InvalidOperationException(
                $"{part.Name} takes what is due of every test: put {test} into the collection \"{Collection}\".");
        }
    }
}
