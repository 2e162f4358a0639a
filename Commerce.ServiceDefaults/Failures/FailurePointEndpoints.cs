using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Commerce.ServiceDefaults.Failures;

/// <summary>Failure points over HTTP, for operators. Where they are not enabled, the routes do not exist.</summary>
internal static class FailurePointEndpoints
{
    public const string Path = "/api/v1/failure-points";

    public static void MapFailurePoints(this WebApplication app)
    {
        if (!FailurePointRegistration.AreEnabled(app.Configuration, app.Environment))
        {
            return;
        }

        var points = app.MapGroup(Path).RequireOperator().DisableHttpMetrics();
        points.MapGet("", Show).WithSummary("How often each failure point was passed, and what is to happen there yet.");
        points.MapPut("", Arm).WithSummary("What is to happen at which passing, counted from now on; it takes the place of what was.");
    }

    private static Ok<FailurePointsAnswer> Show(ArmedFailurePoints points) => TypedResults.Ok(new FailurePointsAnswer(points.Count()));

    private static Results<Ok<FailurePointsAnswer>, ProblemHttpResult> Arm(ArmFailurePoints wanted, ArmedFailurePoints points)
    {
        if (!FailurePlan.TryParse(wanted.Plan, out var plan, out var flaw))
        {
            return TypedResults.Problem($"plan: {flaw}", statusCode: StatusCodes.Status400BadRequest);
        }

        points.Arm(plan);
        return TypedResults.Ok(new FailurePointsAnswer(points.Count()));
    }
}

/// <param name="Plan">As <c>FailurePoints:Plan</c>; empty: nothing is to happen any more.</param>
internal sealed record ArmFailurePoints(string? Plan);

internal sealed record FailurePointsAnswer(IReadOnlyList<FailurePointCount> Points);
