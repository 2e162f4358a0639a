using System.Diagnostics;
using System.Globalization;
using System.Resources;
using Commerce.ServiceDefaults.Cards;
using Commerce.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>
/// What operators are refused, as problem details with the error code of the API, in the culture of the request: Korean unless
/// English was asked for.
/// </summary>
internal static class OperatorProblems
{
    private static readonly ResourceManager Messages =
        new($"{typeof(OperatorProblems).Namespace}.OperatorMessages", typeof(OperatorProblems).Assembly);

    public static IResult UnknownCircuit() => Of(StatusCodes.Status404NotFound, "CIRCUIT_001");

    public static IResult UnknownAction() => Of(StatusCodes.Status400BadRequest, "CIRCUIT_002");

    public static IResult NoOperator() => Of(StatusCodes.Status401Unauthorized, "OPERATOR_001");

    public static IResult NotAnOperatorsToken() => Of(StatusCodes.Status403Forbidden, "OPERATOR_002");

    private static OperatorProblem Of(int status, string errorCode) => new(status, errorCode);

    private sealed record OperatorProblem(int Status, string ErrorCode) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var message = Messages.GetString(ErrorCode, CultureInfo.CurrentUICulture);
            return TypedResults.Problem(
                message,
                CardNumberMask.Apply(httpContext.Request.Path),
                Status,
                type: $"docs/errors.md#{ErrorCode.ToLowerInvariant()}",
                extensions: new Dictionary<string, object?>
                {
                    ["errorCode"] = ErrorCode,
                    ["meta"] = Meta.Fail(ErrorCode, message!),
                    ["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
                }).ExecuteAsync(httpContext);
        }
    }
}
