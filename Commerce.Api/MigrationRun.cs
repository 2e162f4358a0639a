using Commerce.Core;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;

namespace Commerce.Api;

/// <summary>
/// <c>dotnet Commerce.Api.dll --migrate</c>: brings the schema up to date and ends, before a release is started. It needs a connection
/// string and no other setting.
/// </summary>
internal static class MigrationRun
{
    private const string Switch = "--migrate";

    public static bool IsWanted(string[] args) => args.Contains(Switch);

    /// <returns>The exit code: 0 when the schema is up to date, 78 with one sentence when it cannot be brought there.</returns>
    public static async Task<int> ExecuteAsync(string[] args)
    {
        // The command line has no switches without a value: this one would take the next for its own.
        var builder = WebApplication.CreateBuilder([.. args.Where(argument => argument != Switch)]);
        builder.AddServiceDefaults();
        builder.AddCommerceDatabase();
        await using var app = builder.Build();
        return await app.RunOrExplainAsync(
            services => services.GetRequiredService<MigrateDatabase>().ExecuteAsync(CancellationToken.None));
    }
}
