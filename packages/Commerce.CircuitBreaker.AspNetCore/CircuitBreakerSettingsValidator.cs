using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>
/// Checks the numbers of each named breaker under the key where they are configured, and that no section is meant for a breaker that
/// does not exist: a name that is misspelt would otherwise configure nothing, silently.
/// </summary>
internal sealed class CircuitBreakerSettingsValidator(IEnumerable<CircuitBreakerName> names, IConfiguration configuration)
    : IValidateOptions<SlidingWindowCircuitBreakerSettings>
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(SlidingWindowCircuitBreakerSettings).GetProperties().Where(property => property.CanWrite)];

    private readonly Dictionary<string, string> _sections = names.ToDictionary(known => known.Name, known => known.Section);

    public ValidateOptionsResult Validate(string? name, SlidingWindowCircuitBreakerSettings options)
    {
        if (name is null || !_sections.TryGetValue(name, out var section))
        {
            return ValidateOptionsResult.Skip;
        }

        // The first one speaks for all: a section without a breaker is to be named once.
        var unknownSections = name == _sections.Keys.First() ? UnknownSections(section) : [];
        List<string> failures = [.. OutOfRange(section, options), .. InexactNames(section), .. UnknownKeys(section), .. unknownSections];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> OutOfRange(string section, SlidingWindowCircuitBreakerSettings options)
    {
        var errors = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), errors, validateAllProperties: true);
        return
            from error in errors
            from member in error.MemberNames.DefaultIfEmpty(string.Empty)
            let key = $"{section}:{member}"
            let found = configuration[key] is { } value ? $"is '{value}'" : "is not set"
            select $"{key} {found}: {error.ErrorMessage}";
    }

    // The binder reads "1" and " time" as well, and in any case of letters.
    private IEnumerable<string> InexactNames(string section) =>
        from property in Properties
        where property.PropertyType.IsEnum
        let key = $"{section}:{property.Name}"
        let known = Enum.GetNames(property.PropertyType)
        where configuration[key] is { Length: > 0 } text && !known.Contains(text, StringComparer.Ordinal)
        select $"{key} is '{configuration[key]}': it must be one of {string.Join(", ", known)}, written exactly so.";

    private IEnumerable<string> UnknownKeys(string section) =>
        from child in configuration.GetSection(section).GetChildren()
        where !Properties.Any(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
        let known = string.Join(", ", Properties.Select(property => property.Name))
        select $"{child.Path} is set, but there is no such setting, only {known}.";

    private IEnumerable<string> UnknownSections(string section) =>
        from sibling in configuration.GetSection(ConfigurationPath.GetParentPath(section)!).GetChildren()
        where !_sections.Values.Contains(sibling.Path, StringComparer.OrdinalIgnoreCase)
        select $"{sibling.Path} is set, but there is no such circuit breaker, only {string.Join(", ", _sections.Keys)}.";
}
