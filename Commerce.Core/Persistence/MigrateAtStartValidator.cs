using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>
/// Keeps changes of the schema out of a service's start in every environment but Development: the release before still takes orders on it,
/// and a service's user need not be its owner (docs/adr/0028).
/// </summary>
internal sealed class MigrateAtStartValidator(IHostEnvironment environment) : IValidateOptions<DatabaseOptions>
{
    private const string Key = $"{DatabaseOptions.Section}:{nameof(DatabaseOptions.MigrateAtStart)}";

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options) =>
        options.MigrateAtStart == true && !environment.IsDevelopment()
            ? ValidateOptionsResult.Fail(
                $"{Key} is 'true': only Development accepts it, and this is {environment.EnvironmentName}. Run 'dotnet Commerce.Api.dll "
                + "--migrate' before the services start.")
            : ValidateOptionsResult.Success;
}
