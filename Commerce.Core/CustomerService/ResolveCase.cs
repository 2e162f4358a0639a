using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Commerce.Core.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.CustomerService;

/// <summary>A person has looked into a case and closes it, once and with a note. It moves no money and changes no payment.</summary>
public sealed partial class ResolveCase(IDbContextFactory<CommerceDbContext> contexts, TimeProvider time, ILogger<ResolveCase> logger)
{
    /// <exception cref="CommerceException">
    /// 400 when the note is missing or too long, CASE_001 when there is no such case, CASE_002 when it is closed.
    /// </exception>
    public async Task<CustomerServiceCase> ExecuteAsync(long caseId, string? note, CancellationToken ct)
    {
        var written = CheckedNote(note);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetStoredNow();
        var closed = await db.Cases.Where(c => c.Id == caseId && c.ResolvedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ResolvedAt, now).SetProperty(c => c.Note, written), ct);
        var found = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId, ct)
            ?? throw new CommerceException(ErrorCode.CaseNotFound);
        if (closed == 0)
        {
            throw new CommerceException(ErrorCode.CaseResolved);
        }

        LogResolved(logger, found.Id, found.Reason);
        return found;
    }

    private static string CheckedNote(string? note) => note?.Trim() is { Length: > 0 and <= CustomerServiceCase.MaxNoteLength } written
        ? ForeignText.Bounded(written, CustomerServiceCase.MaxNoteLength)
        : throw new CommerceException(ErrorCode.BadRequest, Sentence.CaseNoteInvalid, CustomerServiceCase.MaxNoteLength) { Field = "note" };

    [LoggerMessage(2603, LogLevel.Information, "Case {CaseId} ({Reason}) was closed by an operator")]
    private static partial void LogResolved(ILogger logger, long caseId, CaseReason reason);
}
