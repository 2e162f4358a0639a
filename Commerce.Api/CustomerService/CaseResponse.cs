using Commerce.Core.CustomerService;

namespace Commerce.Api.CustomerService;

/// <param name="OrderId">None when it could not be found out which payment it is about.</param>
/// <param name="ResolvedAt">When it settled itself or was closed; none while it is open.</param>
/// <param name="Note">What the operator who closed it wrote.</param>
internal sealed record CaseResponse(
    long Id,
    CaseReason Reason,
    long? OrderId,
    long? PaymentId,
    string Detail,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ResolvedAt,
    string? Note)
{
    public static CaseResponse Of(CustomerServiceCase found) => new(
        found.Id, found.Reason, found.OrderId, found.PaymentId, found.Detail, found.OpenedAt, found.ResolvedAt, found.Note);
}
