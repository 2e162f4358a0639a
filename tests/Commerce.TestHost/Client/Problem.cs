namespace Commerce.TestHost.Client;

/// <summary>An error as problem details, with the envelope's <see cref="Meta"/> beside them.</summary>
/// <param name="OrderId">The order that was recorded although the request failed.</param>
/// <param name="ReconciliationId">The run that was stored although it broke off.</param>
public sealed record Problem(
    int Status, string Detail, string ErrorCode, Meta Meta, long? OrderId = null, long? ReconciliationId = null);
