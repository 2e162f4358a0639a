using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>
/// Runs the data annotations of <typeparamref name="TOptions"/> and reports each breach as
/// <c>Section:Key is 'value': what is wrong</c>, the form in which the reader can mend it.
/// </summary>
internal sealed class KeyNamingValidator<TOptions>(string optionsName, string section, IConfiguration configuration) : IValidateOptions<TOptions>
    where TOptions : class
{
    private static readonly string[] Settings =
        [.. typeof(TOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    private static readonly string[] Secrets =
        [.. typeof(TOptions).GetProperties()
            .Where(property => property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.Password)
            .Select(property => property.Name)];

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (name != optionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        var breaches = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), breaches, validateAllProperties: true);
        var sentences = breaches.SelectMany(Sentences).Concat(Strangers()).ToList();
        return sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(sentences);
    }

    // A setting that is misspelt would otherwise do nothing, silently.
    private IEnumerable<string> Strangers() =>
        from child in configuration.GetSection(section).GetChildren()
        where !Settings.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select $"{child.Path} is set, but there is no such setting, only {string.Join(", ", Settings)}.";

    private IEnumerable<string> Sentences(ValidationResult breach)
    {
        var members = breach.MemberNames.DefaultIfEmpty(string.Empty);
        return members.Select(member => Sentence(member, breach.ErrorMessage));
    }

    private string Sentence(string member, string? error)
    {
        var key = member.Length == 0 ? section : $"{section}:{member}";
        if (Secrets.Contains(member))
        {
            return $"{key}: {error}"; // The value is nobody's to read, wrong as it is.
        }

        return configuration[key] is { } value ? $"{key} is '{value}': {error}" : $"{key} is not set: {error}";
    }
}
