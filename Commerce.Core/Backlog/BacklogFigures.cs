using Commerce.Core.CustomerService;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;

namespace Commerce.Core.Backlog;

/// <summary>What was waiting when the database was read. What is not in a dictionary is 0.</summary>
public sealed record BacklogFigures
{
    /// <summary>When the database was read, by its own clock, which every time in here is of.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Open payments by state.</summary>
    public Dictionary<PaymentStatus, WaitingFigure> Payments { get; } = [];

    /// <summary>Callbacks that are not handled yet.</summary>
    public WaitingFigure Inbox { get; set; }

    /// <summary>Messages that are not delivered yet.</summary>
    public Dictionary<OutboxKind, WaitingFigure> Outbox { get; } = [];

    /// <summary>Cases that nobody and nothing has resolved.</summary>
    public Dictionary<CaseReason, WaitingFigure> Cases { get; } = [];

    /// <summary>What the latest comparisons of each gateway's books found. A gateway without one is not in here.</summary>
    public Dictionary<string, BooksFigure> Books { get; } = [];
}

/// <param name="Oldest">When the oldest of them came; null when there is none.</param>
public readonly record struct WaitingFigure(long Count, DateTimeOffset? Oldest);

/// <param name="Breaks">Of the latest completed run of each day within the last week.</param>
/// <param name="ComparedAt">When a run was last completed.</param>
public readonly record struct BooksFigure(long Breaks, DateTimeOffset ComparedAt);
