using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.CircuitBreaker.Named;

/// <summary>
/// Checks the numbers of each named breaker under the key where they are configured, and that no section is meant for a breaker that
/// does not exist: a name that is misspelt would otherwise configure nothing, silently.
/// </summary>
internal sealed class CircuitBreakerSettingsValidator(IEnumerable<CircuitBreakerName> names, IConfiguration configuration)
    : IValidateOptions<SlidingWindowCircuitBreakerSettings>
{
    private readonly Dictionary<string, string> _sections = names.ToDictionary(known => known.Name, known => known.Section);

    public ValidateOptionsResult Validate(string? name, SlidingWindowCircuitBreakerSettings options)
    {
        if (name is null || !_sections.TryGetValue(name, out var section))
        {
            return ValidateOptionsResult.Skip;
        }

        var own = new KeyNamingValidator<SlidingWindowCircuitBreakerSettings>(name, section, configuration).Validate(name, options);
        // The first one speaks for all: a stranger is to be named once.
        var strangers = name == _sections.Keys.First() ? Strangers(section) : [];
        var failures = (own.Failures ?? []).Concat(strangers).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Strangers(string section) =>
        from sibling in configuration.GetSection(ConfigurationPath.GetParentPath(section)!).GetChildren()
        where !_sections.Values.Contains(sibling.Path, StringComparer.OrdinalIgnoreCase)
        select $"{sibling.Path} is set, but there is no such circuit breaker, only {string.Join(", ", _sections.Keys)}.";
}
