namespace Commerce.Core.Members;

public sealed class Member
{
    public long Id { get; private set; }

    public required MemberId MemberId { get; init; }

    public required string Email { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required Gender Gender { get; init; }

    /// <summary>The balance, 1 point = 1 won, never below zero. Moved by <see cref="Points.PointLedger"/> only.</summary>
    public long Point { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
