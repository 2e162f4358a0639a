using System.ComponentModel.DataAnnotations;

namespace Commerce.ServiceDefaults.Networks;

/// <summary>Every text of the list is a network. The message names the one that is not, by its place in the list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NetworksAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var texts = (IReadOnlyList<string>?)value ?? [];
        var wrong = texts.Index().Where(text => NetworkList.Find(text.Item) is null)
            .Select(text => $"{validationContext.MemberName}:{text.Index}")
            .ToList();
        return wrong.Count == 0 ? ValidationResult.Success : new ValidationResult($"it must be {NetworkList.Form}.", wrong);
    }
}
