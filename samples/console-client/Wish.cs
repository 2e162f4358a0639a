namespace Commerce.ConsoleClient;

/// <summary>What is to be bought, and by which card.</summary>
internal sealed record Wish(long ProductId, int Quantity, string CardNo);
