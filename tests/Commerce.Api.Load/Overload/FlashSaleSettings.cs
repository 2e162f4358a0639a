namespace Commerce.Api.Load.Overload;

/// <summary>What <c>flash-sale</c> does.</summary>
/// <param name="Stock">How many pieces there are.</param>
/// <param name="Buyers">How many members want one.</param>
/// <param name="Duration">Within which time they come.</param>
/// <param name="Clients">How many connections they have between them.</param>
/// <param name="Patience">How long a buyer who is refused keeps coming again, each time when he is told to.</param>
internal sealed record FlashSaleSettings(int Stock, int Buyers, TimeSpan Duration, int Clients, TimeSpan Patience);
