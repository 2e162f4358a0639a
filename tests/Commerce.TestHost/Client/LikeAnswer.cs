namespace Commerce.TestHost.Client;

public sealed record LikeAnswer(string MemberId, long ProductId, string ProductName, long Price);
