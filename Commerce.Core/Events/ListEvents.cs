using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Events;

/// <summary>Reads the log from a position on, oldest first.</summary>
public sealed class ListEvents(NumberEvents number, IDbContextFactory<CommerceDbContext> contexts)
{
    public const int MostAtOnce = 1000;

    /// <param name="after">The last one that the reader has; 0: from the oldest that is kept.</param>
    /// <exception cref="CommerceException">
    /// 400 for a position that nobody was given or a limit that is none, EVENT_001 when what comes next is not kept any more.
    /// </exception>
    public async Task<IReadOnlyList<CommerceEvent>> ExecuteAsync(long after, int limit, CancellationToken ct)
    {
        await number.ExecuteAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var last = await db.LastPositionAsync(ct);
        var fields = new FieldChecks();
        fields.Read(() => limit is >= 1 and <= MostAtOnce
            ? limit
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.EventLimitOutOfRange, MostAtOnce) { Field = "limit" });
        fields.Read(() => after >= 0 && after <= last
            ? after
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.FieldUnreadable, "after") { Field = "after" });
        fields.ThrowIfAny();

        var found = await db.EventsAfterAsync(after, limit, ct);
        return after == 0 || after == last || (found is [.., var end] && end.Position == after + found.Count)
            ? found
            : throw new CommerceException(ErrorCode.EventsGone);
    }
}
