namespace Commerce.Api.Idempotency;

internal static class IdempotentAnswersRegistration
{
    public static void AddIdempotentAnswers(this IServiceCollection services)
    {
        services.AddSingleton<AnswerText>();
        services.AddSingleton<AnswerOnce>();
    }
}
