namespace Commerce.TestHost.Client;

public sealed record ProductAnswer(long Id, int Stock, long LikesCount);

public sealed record BrandAnswer(long Id, string Name, string? Description = null);
