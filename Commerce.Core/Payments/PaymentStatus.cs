namespace Commerce.Core.Payments;

public enum PaymentStatus
{
    /// <summary>결제 전: the buyer is at the gateway's payment window. No confirm was sent, so no money can have moved.</summary>
    AwaitingBuyer,

    /// <summary>결제 대기: requested or about to be; the PG decides.</summary>
    Pending,

    /// <summary>결제 성공: the PG has taken the money.</summary>
    Success,

    /// <summary>결제 실패: no money was taken.</summary>
    Failed,

    /// <summary>결제 타임아웃: the PG did not answer in time. Open, not over: it may hold the money.</summary>
    Timeout,

    /// <summary>결제 취소: the money was taken and given back.</summary>
    Cancelled,
}
