using Commerce.Core.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Api.Errors;

internal static class ErrorRegistration
{
    public static void AddErrorAnswers(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionAnswers>();
        // Outside Development an unreadable body would be an empty 400.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask, SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(context => AnswerStatusAsync(context.HttpContext));
    }

    // What routing refuses: no such path, no such method, no such media type.
    private static Task AnswerStatusAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var error = status switch
        {
            StatusCodes.Status404NotFound => ErrorCode.NotFound,
            StatusCodes.Status413PayloadTooLarge => ErrorCode.BodyTooLarge,
            _ => new ErrorCode(ReasonPhrases.GetReasonPhrase(status), status),
        };
        var message = error == ErrorCode.NotFound || error == ErrorCode.BodyTooLarge ? ErrorMessages.For(error) : ErrorMessages.For(ErrorCode.BadRequest);
        return ProblemAnswer.WriteAsync(context, error, message);
    }
}
