using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Takes stock, and puts it back, inside the caller's transaction.</summary>
internal static class Stock
{
    private const string Savepoint = "stock";

    /// <summary>
    /// Takes every product's pieces or none. Each statement takes only what is there, so stock never falls below zero (I6);
    /// product-id order keeps two orders from waiting for each other in a circle.
    /// </summary>
    /// <returns>False when a product is short; nothing is taken then.</returns>
    public static async Task<bool> TakeAsync(CommerceDbContext db, IEnumerable<(long ProductId, int Quantity)> goods, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("Stock is taken inside a transaction.");
        var inOrder = goods.OrderBy(g => g.ProductId).ToList();
        if (inOrder.Count > 1) // The first that is short leaves nothing to undo.
        {
            await transaction.CreateSavepointAsync(Savepoint, ct);
        }

        foreach (var (number, (productId, quantity)) in inOrder.Index())
        {
            var taken = await db.Products
                .Where(p => p.Id == productId && p.Stock >= quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - quantity), ct);
            if (taken == 0)
            {
                await (number > 0 ? transaction.RollbackToSavepointAsync(Savepoint, ct) : Task.CompletedTask);
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every product's pieces are there now. Nothing is taken or locked: they may be gone a moment later.</summary>
    public static async Task<bool> IsThereAsync(
        CommerceDbContext db, IEnumerable<(long ProductId, int Quantity)> goods, CancellationToken ct)
    {
        var wanted = goods.ToDictionary(g => g.ProductId, g => g.Quantity);
        var ids = wanted.Keys.ToList();
        var there = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Stock, ct);
        return wanted.All(g => there.GetValueOrDefault(g.Key) >= g.Value);
    }

    /// <summary>Puts every product's pieces back. The caller has just undone the order, here and for the first time.</summary>
    public static async Task GiveBackAsync(CommerceDbContext db, IEnumerable<(long ProductId, int Quantity)> goods, CancellationToken ct)
    {
        foreach (var (productId, quantity) in goods.OrderBy(g => g.ProductId))
        {
            await db.Products
                .Where(p => p.Id == productId)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock + quantity), ct);
        }
    }
}
