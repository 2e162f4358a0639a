using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Members;

/// <summary>Reads a member, with the balance of points.</summary>
public sealed class FindMember(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <exception cref="CommerceException">MEMBER_001 when nobody has this id.</exception>
    public async Task<Member> ExecuteAsync(MemberId memberId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.MemberId == memberId, ct)
            ?? throw new CommerceException(ErrorCode.MemberNotFound, Sentence.UserNotFound);
    }
}
