using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>
/// Runs the data annotations of <typeparamref name="TOptions"/> and reports each breach as
/// <c>Section:Key is 'value': what is wrong</c>, the form in which the reader can mend it.
/// </summary>
internal sealed class KeyNamingValidator<TOptions>(
    string optionsName, string section, IConfiguration configuration) : IValidateOptions<TOptions>
    where TOptions : class
{
    private static readonly PropertyInfo[] Properties = [.. typeof(TOptions).GetProperties().Where(property => property.CanWrite)];
    private static readonly string[] Settings = [.. Properties.Select(property => property.Name)];

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
        var sentences = breaches.SelectMany(Sentences).Concat(InexactNames()).Concat(Strangers()).ToList();
        return sentences.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(sentences);
    }

    // The binder reads "1" and "Confirm, Fail" as well, and in any case of letters.
    private IEnumerable<string> InexactNames() =>
        from property in Properties
        let type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        where type.IsEnum
        let key = $"{section}:{property.Name}"
        where configuration[key] is { Length: > 0 } text && !Enum.GetNames(type).Contains(text, StringComparer.Ordinal)
        select $"{key} is '{configuration[key]}': it must be one of {string.Join(", ", Enum.GetNames(type))}, written exactly so.";

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
