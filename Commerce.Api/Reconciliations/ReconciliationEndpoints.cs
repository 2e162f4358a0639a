using Commerce.Api.Http;
using Commerce.Core.Errors;
using Commerce.Core.Reconciliation;
using Commerce.ServiceDefaults.OpenApi;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Reconciliations;

internal static class ReconciliationEndpoints
{
    private const string Csv = "text/csv";

    public static void MapReconciliations(this IEndpointRouteBuilder routes)
    {
        var reconciliations = routes.MapGroup("/api/v1/reconciliations").WithTags("Reconciliations")
            .RequireOperator()
            .ProducesProblem(400);
        reconciliations.MapPost("/", CompareAsync)
            .WithName("reconciliations.compare")
            .WithSummary("For operators: compare our books of a day with the PG's, now")
            .WithDescription(
                "The day is a day in Seoul, today by default. 201 with the breaks, if any; 502 with the id of the FAILED run when the "
                + "PG's books cannot be read.")
            .Accepts<CompareBooksRequest>(isOptional: true, "application/json")
            .WithRequestExample("{}")
            .WithLocation(201, 502)
            .ProducesProblem(502);
        reconciliations.MapGet("/", ListAsync)
            .WithName("reconciliations.list")
            .WithPageLinks()
            .WithSummary("For operators: list the comparisons of books, newest first")
            .WithDescription("What each has compared and found. The breaks are with the single comparison.");
        reconciliations.MapGet("/{runId:long}", FindAsync)
            .WithName("reconciliations.get")
            .WithSummary("For operators: read a comparison of books with its breaks")
            .WithDescription($"The first {ReconciliationResponse.MostBreaks} breaks as JSON; all of them, one a line, with Accept: {Csv}.")
            .Produces<Envelope<ReconciliationResponse>>()
            .AlsoAs(200, Csv)
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Created<Envelope<ReconciliationResponse>>> CompareAsync(
        HttpRequest request, CompareBooks compare, FindReconciliation find, CancellationToken ct)
    {
        var asked = await CompareBooksRequest.ReadAsync(request, ct);
        var run = await compare.ExecuteAsync(asked.Date, asked.Gateway, ct);
        if (run.Status != ReconciliationStatus.Completed)
        {
            throw new CommerceException(ErrorCode.BooksUnreadable) { ReconciliationId = run.Id };
        }

        var response = await ReconciliationResponse.OfAsync(run, find, ct);
        return TypedResults.Created($"/api/v1/reconciliations/{run.Id}", Envelope<ReconciliationResponse>.Success(response));
    }

    private static async Task<Ok<Envelope<PageResponse<ReconciliationResponse>>>> ListAsync(
        ListReconciliations list, [AsParameters] PageQuery page, CancellationToken ct)
    {
        var found = await list.ExecuteAsync(page.ToRequest(), ct);
        return page.Answer(found, run => ReconciliationResponse.Of(run));
    }

    private static async Task<IResult> FindAsync(long runId, HttpRequest request, FindReconciliation find, CancellationToken ct)
    {
        var run = await find.ExecuteAsync(runId, ct);
        if (!AsksForCsv(request))
        {
            return TypedResults.Ok(Envelope<ReconciliationResponse>.Success(await ReconciliationResponse.OfAsync(run, find, ct)));
        }

        // An empty list would read as "no breaks".
        return run.Status == ReconciliationStatus.Completed
            ? new BreakCsv(run, find.ReadBreaksAsync(run.Id, ct))
            : throw new CommerceException(ErrorCode.ReconciliationUnfinished);
    }

    private static bool AsksForCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault()
            ?.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) ?? false;
}
