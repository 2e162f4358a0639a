using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>Compares our books of one day with a PG's, because somebody asked for it.</summary>
public sealed class CompareBooks(
    PaymentGateways gateways,
    RunRecord record,
    CompareDay compare,
    FindReconciliation find,
    IDbContextFactory<CommerceDbContext> contexts,
    IDatabaseClock clock)
{
    /// <param name="day">A day in Seoul from 2000 to today; null: today.</param>
    /// <param name="gateway">Whose books; null: the first gateway's.</param>
    /// <returns>The stored run, COMPLETED or FAILED; the latter says nothing about the books.</returns>
    /// <exception cref="CommerceException">400 when there are no such books.</exception>
    public async Task<ReconciliationRun> ExecuteAsync(DateOnly? day, string? gateway, CancellationToken ct)
    {
        var today = await TodayAsync(ct);
        if (day < BusinessDay.First || day > today)
        {
            throw new CommerceException(ErrorCode.BadRequest, Sentence.BooksDateOutOfRange, BusinessDay.First, today) { Field = "date" };
        }

        if (gateways.Find(gateway) is not { } asked || asked is not IGatewayBooks)
        {
            var withBooks = gateways.All.Where(g => g is IGatewayBooks).Select(g => g.Name);
            var known = string.Join(", ", withBooks);
            throw new CommerceException(ErrorCode.BadRequest, Sentence.BooksGatewayUnknown, known) { Field = "gateway" };
        }

        var run = await record.BeginAsync(asked.Name, day ?? today, ct);
        try
        {
            return await compare.ExecuteAsync(run, asked, ct);
        }
        catch (RunTakenException)
        {
            return await find.ExecuteAsync(run.Id, ct); // This process stood still for so long that the worker has given the run up.
        }
    }

    private async Task<DateOnly> TodayAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return BusinessDay.Of(await clock.NowAsync(db, ct));
    }
}
