namespace Commerce.PgSimulator.Books;

internal static class BookRegistration
{
    public static void AddBooks(this IServiceCollection services)
    {
        services.AddSingleton<BookStore>();
        services.AddSingleton<LatestTransactions>();
    }
}
