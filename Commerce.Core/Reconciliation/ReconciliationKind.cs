namespace Commerce.Core.Reconciliation;

public enum ReconciliationKind
{
    /// <summary>By the worker, once a day and gateway.</summary>
    Daily,

    /// <summary>Somebody asked for it.</summary>
    OnDemand,
}
