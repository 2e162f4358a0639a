namespace Commerce.Core.Reconciliation;

public enum ReconciliationStatus
{
    Running,

    /// <summary>Both books were read to their ends; the breaks are all there are.</summary>
    Completed,

    /// <summary>It broke off; nobody knows whether the books agree.</summary>
    Failed,
}
