namespace Commerce.Api.Http;

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
        // ExceptionAnswers writes every answer and every log line itself.
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = _ => Task.CompletedTask,
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(context => ProblemAnswer.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }
}
