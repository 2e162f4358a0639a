using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Members;

/// <summary>Makes somebody a member. Of several who want the same id at once the unique key lets one have it.</summary>
public sealed partial class JoinMember(IDbContextFactory<CommerceDbContext> contexts, TimeProvider time, ILogger<JoinMember> logger)
{
    /// <exception cref="CommerceException">400 when a field is missing or malformed, or the id is taken.</exception>
    public async Task<Member> ExecuteAsync(JoinMemberCommand command, CancellationToken ct)
    {
        var member = command.ToMember(time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Members.AnyAsync(m => m.MemberId == member.MemberId, ct))
        {
            throw Taken();
        }

        db.Members.Add(member);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            throw Taken();
        }

        LogJoined(logger, member.MemberId.Value);
        return member;
    }

    private static CommerceException Taken() => new(ErrorCode.BadRequest, Sentence.MemberIdTaken);

    [LoggerMessage(2801, LogLevel.Information, "Member {MemberId} joined")]
    private static partial void LogJoined(ILogger logger, string memberId);
}
