using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.ServiceDefaults.CircuitBreaker.Http;

/// <summary>What the circuit endpoints refuse, as problem details with the error code of the API. Korean, or English if asked for.</summary>
internal static class CircuitProblems
{
    private static readonly ResourceManager Messages = new(typeof(CircuitProblems).Namespace + ".CircuitMessages", typeof(CircuitProblems).Assembly);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static ProblemHttpResult UnknownCircuit(HttpContext context) => Of(context, StatusCodes.Status404NotFound, "CIRCUIT_001");

    public static ProblemHttpResult UnknownAction(HttpContext context) => Of(context, StatusCodes.Status400BadRequest, "CIRCUIT_002");

    public static ProblemHttpResult NoOperator(HttpContext context) => Of(context, StatusCodes.Status401Unauthorized, "OPERATOR_001");

    private static ProblemHttpResult Of(HttpContext context, int status, string errorCode)
    {
        var message = Messages.GetString(errorCode, WantsEnglish(context.Request) ? English : CultureInfo.InvariantCulture);
        return TypedResults.Problem(message, statusCode: status, extensions: new Dictionary<string, object?>
        {
            ["errorCode"] = errorCode,
            ["meta"] = new { result = "FAIL", errorCode, message },
        });
    }

    private static bool WantsEnglish(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ?? false;
}
