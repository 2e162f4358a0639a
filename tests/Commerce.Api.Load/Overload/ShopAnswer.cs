using System.Net;
using Commerce.Api.Load.PaidOrders;

namespace Commerce.Api.Load.Overload;

/// <param name="RetryAfter">Null: it does not say when to come again.</param>
/// <param name="Order">Null: there is none in it.</param>
/// <param name="ErrorCode">Why it was refused; null: it was not, or the status says it all.</param>
internal sealed record ShopAnswer(HttpStatusCode Status, TimeSpan? RetryAfter, OrderState? Order, string? ErrorCode = null)
{
    public bool IsRefused => Status == HttpStatusCode.ServiceUnavailable;

    /// <summary>An answer that nobody may get, however many come.</summary>
    public bool IsBroken => (int)Status >= 500 && (!IsRefused || RetryAfter is null);
}
