namespace Commerce.Api.Tests.Clocks;

/// <summary>The clock of a process that is set wrong. It runs at the right speed.</summary>
internal sealed class ShiftedTimeProvider(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
