namespace Commerce.TestHost.Client;

/// <summary>One page of a list.</summary>
public sealed record PageAnswer<T>(IReadOnlyList<T> Content, long TotalElements);
