namespace Commerce.Core.Reconciliation;

/// <summary>The run went on without this process: its lease had ended, and another one has begun it again.</summary>
internal sealed class RunTakenException(long runId) : Exception($"Books run {runId} has been taken over.");
