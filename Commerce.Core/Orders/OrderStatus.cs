namespace Commerce.Core.Orders;

public enum OrderStatus
{
    /// <summary>주문 대기: placed, the payment is still open.</summary>
    Pending,

    /// <summary>주문 완료: paid, and the stock is the customer's.</summary>
    Completed,

    /// <summary>주문 실패: not paid or not deliverable; points and coupon are back.</summary>
    Failed,

    /// <summary>주문 취소: completed once, then undone.</summary>
    Cancelled,
}
