namespace Commerce.Api.Load.Overload;

/// <summary>What <c>flash-sale</c> does.</summary>
/// <param name="Stock">How many pieces there are.</param>
/// <param name="Buyers">How many members want one.</param>
/// <param name="Duration">Within which time they come.</param>
/// <param name="Clients">How many connections they have between them.</param>
/// <param name="Tries">How often a buyer comes who is refused, each time when he was told to.</param>
internal sealed record FlashSaleSettings(int Stock, int Buyers, TimeSpan Duration, int Clients, int Tries);
