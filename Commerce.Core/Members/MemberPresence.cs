using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Members;

internal static class MemberPresence
{
    /// <exception cref="CommerceException">MEMBER_001 when nobody has this id.</exception>
    public static async Task EnsureMemberAsync(this CommerceDbContext db, MemberId memberId, CancellationToken ct)
    {
        if (!await db.Members.AnyAsync(m => m.MemberId == memberId, ct))
        {
            throw new CommerceException(ErrorCode.MemberNotFound);
        }
    }
}
