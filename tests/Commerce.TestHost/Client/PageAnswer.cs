namespace Commerce.TestHost.Client;

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record PageAnswer<T>(IReadOnlyList<T> Content, int Number, long TotalElements, string? NextCursor = null);
