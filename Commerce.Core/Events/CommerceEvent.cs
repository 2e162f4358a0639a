using System.Text.Json;
using System.Text.Json.Serialization;
using Commerce.Core.Persistence;

namespace Commerce.Core.Events;

/// <summary>
/// Something that happened, written in the commit in which it did. Events are only ever added, and those of one order are in the order in
/// which they happened.
/// </summary>
public sealed class CommerceEvent
{
    public const int MaxDataLength = 1000;

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The row's name. Rows of one order rise in the order of their commits; those of several orders need not.</summary>
    public long Id { get; private set; } = UnreadColumns.NextRisingUnreadId();

    /// <summary>
    /// Its place in the log and its id outside: given after its commit, without gaps, so that nothing appears before what was read.
    /// Null until then.
    /// </summary>
    public long? Position { get; private set; }

    public required EventType Type { get; init; }

    /// <summary>Null for a case of which nobody could find out which order it is about.</summary>
    public required long? OrderId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What is told of it, as JSON: see <see cref="EventData"/>, which bounds it.</summary>
    public required string Data { get; init; }

    public static CommerceEvent Of(EventType type, EventData data, DateTimeOffset now) => new()
    {
        Type = type,
        OrderId = data.OrderId,
        OccurredAt = now,
        Data = JsonSerializer.Serialize(data, Json),
    };

    public EventData ReadData() => JsonSerializer.Deserialize<EventData>(Data, Json)!;
}
