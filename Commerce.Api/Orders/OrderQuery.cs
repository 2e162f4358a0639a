using System.ComponentModel;
using System.Globalization;
using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Orders;
using Commerce.Core.Reconciliation;
using Commerce.Core.Texts;
using Commerce.ServiceDefaults.Names;
using Microsoft.AspNetCore.Mvc;

namespace Commerce.Api.Orders;

/// <summary>Which orders a client wants, as it writes that into the query.</summary>
internal sealed class OrderQuery
{
    private const int MaxEchoedLength = 50;
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] Instants = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    [FromQuery(Name = "status"), Description("Those alone that are PENDING, COMPLETED, FAILED or CANCELLED.")]
    public string? Status { get; init; }

    [FromQuery(Name = "createdFrom")]
    [Description("Placed then or later: a time with its offset, 2026-11-27T09:00:00+09:00, or a day in Seoul, 2026-11-27.")]
    public string? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo"), Description("Placed before that time, or on that day at the latest.")]
    public string? CreatedTo { get; init; }

    [FromQuery(Name = "productId"), Description("A line of it is of this product.")]
    public long? ProductId { get; init; }

    [FromQuery(Name = "sort"), DefaultValue("LATEST"), Description("LATEST or OLDEST first.")]
    public string? Sort { get; init; }

    /// <exception cref="CommerceException">400 with each value that there cannot be.</exception>
    public OrderFilter ToFilter()
    {
        var fields = new FieldChecks();
        var status = fields.Read(() => Name<OrderStatus>("status", Status));
        var from = fields.Read(() => Time("createdFrom", CreatedFrom, dayEnds: false));
        var to = fields.Read(() => Time("createdTo", CreatedTo, dayEnds: true));
        var sort = fields.Read(() => Name<OrderSort>("sort", Sort));
        fields.ThrowIfAny();
        return new OrderFilter(status, from, to, ProductId, sort ?? OrderSort.Latest);
    }

    private static TName? Name<TName>(string field, string? text)
        where TName : struct, Enum => text is null
        ? null
        : ExactName<TName>.Find(text) ?? throw new CommerceException(
            ErrorCode.BadRequest, Sentence.ValueUnknown, field, ForeignText.Bounded(text, MaxEchoedLength), ExactName<TName>.All)
        {
            Field = field,
        };

    private static DateTimeOffset? Time(string field, string? text, bool dayEnds)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return BusinessDay.Start(day.AddDays(dayEnds ? 1 : 0));
        }

        var readable = DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        return readable && HasOffset(text)
            ? time
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.TimeUnreadable, field) { Field = field };
    }

    // Without one the server's own zone would decide.
    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
}
