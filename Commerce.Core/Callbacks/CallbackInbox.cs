using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Callbacks;

internal static class CallbackInbox
{
    /// <summary>Inserts the callback, inside the caller's transaction if there is one.</summary>
    /// <returns>False when a callback of this message id is there already; nothing is left of this one then.</returns>
    public static async Task<bool> TryAddCallbackAsync(this CommerceDbContext db, CallbackRecord record, CancellationToken ct)
    {
        db.Callbacks.Add(record);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            db.Entry(record).State = EntityState.Detached;
            return false;
        }
    }
}
