using System.Globalization;
using System.Resources;
using Commerce.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>
/// What operators are refused, as problem details with the error code of the API, in the culture of the request: Korean unless
/// English was asked for.
/// </summary>
internal static class OperatorProblems
{
    private static readonly ResourceManager Messages =
        new($"{typeof(OperatorProblems).Namespace}.OperatorMessages", typeof(OperatorProblems).Assembly);

    public static ProblemHttpResult UnknownCircuit() => Of(StatusCodes.Status404NotFound, "CIRCUIT_001");

    public static ProblemHttpResult UnknownAction() => Of(StatusCodes.Status400BadRequest, "CIRCUIT_002");

    public static ProblemHttpResult NoOperator() => Of(StatusCodes.Status401Unauthorized, "OPERATOR_001");

    public static ProblemHttpResult NotAnOperatorsToken() => Of(StatusCodes.Status403Forbidden, "OPERATOR_002");

    private static ProblemHttpResult Of(int status, string errorCode)
    {
        var message = Messages.GetString(errorCode, CultureInfo.CurrentUICulture);
        var type = $"docs/errors.md#{errorCode.ToLowerInvariant()}";
        return TypedResults.Problem(message, statusCode: status, type: type, extensions: new Dictionary<string, object?>
        {
            ["errorCode"] = errorCode,
            ["meta"] = Meta.Fail(errorCode, message!),
        });
    }
}
