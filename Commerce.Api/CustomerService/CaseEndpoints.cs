using Commerce.Api.Http;
using Commerce.Core.CustomerService;
using Commerce.ServiceDefaults.OpenApi;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.CustomerService;

internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/api/v1/cases").WithTags("Customer service")
            .RequireOperator()
            .ProducesProblem(400);
        cases.MapGet("/", ListAsync)
            .WithName("cases.list")
            .WithPageLinks()
            .WithSummary("For operators: list the cases that a person has to look into, newest first")
            .WithDescription("The open ones by default; with open=false those that are resolved.");
        cases.MapPost("/{caseId:long}/resolve", ResolveAsync)
            .WithName("cases.resolve")
            .WithSummary("For operators: close a case with a note")
            .WithDescription("It moves no money: what has to be put right is put right first.")
            .Accepts<ResolveCaseRequest>("application/json")
            .WithRequestExample("""{"note":"Paid back by hand."}""")
            .ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<Envelope<PageResponse<CaseResponse>>>> ListAsync(
        ListCases list, [AsParameters] PageQuery page, CancellationToken ct, bool open = true)
    {
        var found = await list.ExecuteAsync(open, page.ToRequest(), ct);
        return page.Answer(found, CaseResponse.Of);
    }

    private static async Task<Ok<Envelope<CaseResponse>>> ResolveAsync(
        long caseId, HttpRequest request, ResolveCase resolve, CancellationToken ct)
    {
        var asked = await ResolveCaseRequest.ReadAsync(request, ct);
        return TypedResults.Ok(Envelope<CaseResponse>.Success(CaseResponse.Of(await resolve.ExecuteAsync(caseId, asked.Note, ct))));
    }
}
