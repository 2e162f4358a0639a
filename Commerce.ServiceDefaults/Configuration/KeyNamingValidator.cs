using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>
/// Runs the data annotations of <typeparamref name="TOptions"/> and reports each breach as
/// <c>Section:Key is 'value': what is wrong</c>, the form in which the reader can mend it.
/// </summary>
internal sealed class KeyNamingValidator<TOptions>(string section, IConfiguration configuration) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var breaches = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), breaches, validateAllProperties: true))
        {
            return ValidateOptionsResult.Success;
        }

        return ValidateOptionsResult.Fail(breaches.SelectMany(Sentences));
    }

    private IEnumerable<string> Sentences(ValidationResult breach)
    {
        var members = breach.MemberNames.DefaultIfEmpty(string.Empty);
        return members.Select(member => Sentence(member, breach.ErrorMessage));
    }

    private string Sentence(string member, string? error)
    {
        var key = member.Length == 0 ? section : $"{section}:{member}";
        return configuration[key] is { } value ? $"{key} is '{value}': {error}" : $"{key} is not set: {error}";
    }
}
