namespace Commerce.Core.Gateways;

/// <summary>Every header of a callback, by name in any case. Which of them prove anything only the gateway's adapter knows.</summary>
public sealed class CallbackHeaders(IEnumerable<KeyValuePair<string, string?>> headers)
{
    private readonly Dictionary<string, string> _values = headers
        .Where(header => header.Value is not null)
        .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            group => group.Key, group => string.Join(',', group.Select(header => header.Value)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The header's value, several joined by a comma as HTTP has it; null when it did not come.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);
}
