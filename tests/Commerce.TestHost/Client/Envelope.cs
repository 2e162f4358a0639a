namespace Commerce.TestHost.Client;

/// <param name="Data">Nothing where there is nothing to tell.</param>
public sealed record Envelope<T>(Meta Meta, T? Data = default);

/// <param name="Result"><c>SUCCESS</c> or <c>FAIL</c>.</param>
public sealed record Meta(string Result, string? ErrorCode = null, string? Message = null);
