using Commerce.Core.Errors;
using Commerce.Core.Events;

namespace Commerce.Core.Webhooks;

/// <summary>What an operator wants a webhook to be.</summary>
/// <param name="Types">The types of events, as they are called outside; none: all.</param>
/// <param name="Secret">What its messages are signed with; null: one is made.</param>
public sealed record WebhookForm(string? Url, IReadOnlyList<string?>? Types, bool Enabled, string? Secret)
{
    /// <exception cref="CommerceException">400 for a type that there is not.</exception>
    internal string CheckedTypes()
    {
        var wrong = (Types ?? []).FirstOrDefault(type => EventTypeName.Find(type) is null, "");
        return wrong is { Length: 0 }
            ? string.Join(',', (Types ?? []).Distinct())
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.WebhookTypeUnknown, EventTypeName.All) { Field = "types" };
    }
}
