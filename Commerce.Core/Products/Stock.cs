using Commerce.Core.Orders;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Takes stock, and puts it back, inside the caller's transaction.</summary>
internal static class Stock
{
    private const string Savepoint = "stock";

    /// <summary>
    /// Takes the stock of every item or of none. Each statement takes only what is there, so stock never falls below zero (I6);
    /// product-id order keeps two orders from waiting for each other in a circle.
    /// </summary>
    /// <returns>False when a product is short; nothing is taken then.</returns>
    public static async Task<bool> TakeAsync(CommerceDbContext db, IEnumerable<OrderItem> items, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("Stock is taken inside a transaction.");
        await transaction.CreateSavepointAsync(Savepoint, ct);
        foreach (var item in items.OrderBy(i => i.ProductId))
        {
            var taken = await db.Products
                .Where(p => p.Id == item.ProductId && p.Stock >= item.Quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - item.Quantity), ct);
            if (taken == 0)
            {
                await transaction.RollbackToSavepointAsync(Savepoint, ct);
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts the stock of every item back. The caller has just undone the order, in this transaction and for the first time.</summary>
    public static async Task GiveBackAsync(CommerceDbContext db, IEnumerable<OrderItem> items, CancellationToken ct)
    {
        foreach (var item in items.OrderBy(i => i.ProductId))
        {
            await db.Products
                .Where(p => p.Id == item.ProductId)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock + item.Quantity), ct);
        }
    }
}
