using System.Collections.Frozen;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Events;

/// <summary>The names of event types outside: <c>order.completed</c>, as Standard Webhooks writes them.</summary>
public static class EventTypeName
{
    private static readonly FrozenDictionary<EventType, string> Names = Enum.GetValues<EventType>().ToFrozenDictionary(
        type => type, type => ExactName<EventType>.Of(type).ToLowerInvariant().Replace('_', '.'));

    private static readonly FrozenDictionary<string, EventType> Types = Names.ToFrozenDictionary(
        pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All names, as an error message lists them.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<EventType>().Select(Of));

    public static string Of(EventType type) => Names[type];

    /// <returns>Null when there is no such name.</returns>
    public static EventType? Find(string? name) => name is not null && Types.TryGetValue(name, out var type) ? type : null;
}
