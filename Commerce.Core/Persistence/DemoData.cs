using Commerce.Core.Coupons;
using Commerce.Core.Journal;
using Commerce.Core.Members;
using Commerce.Core.Points;
using Commerce.Core.Products;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Persistence;

/// <summary>
/// A small shop to try things in: 4 brands, 24 products, members demo1 to demo3 with points, three coupons each, and a fourth to claim.
/// </summary>
internal sealed class DemoData(DatabaseTransaction transaction, TimeProvider time)
{
    private static readonly string[] BrandNames = ["Hanok", "Noori", "Dalbit", "Sanho"];

    private static readonly (string Name, long Price)[] Goods =
    [
        ("Tea cup", 12_000), ("Bowl", 18_000), ("Notebook", 6_500), ("Fountain pen", 39_000), ("Desk lamp", 54_000), ("Canvas bag", 27_000),
    ];

    private static readonly int[] FirstStocks = [10, 1, 0]; // They are there to run out.

    private static readonly (string Name, long Points)[] DemoMembers = [("demo1", 100_000), ("demo2", 50_000), ("demo3", 200_000)];

    /// <summary>Adds the demo data to an empty database; does nothing to one that has products.</summary>
    public async Task AddAsync(CancellationToken ct)
    {
        try
        {
            await transaction.RepeatableAsync(AddOnceAsync, ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey())
        {
            // Another process of the stack was quicker; the member ids are unique, so its shop is the one that stands.
        }
    }

    private async Task<bool> AddOnceAsync(CommerceDbContext db, CancellationToken ct)
    {
        if (await db.Products.AnyAsync(ct))
        {
            return false;
        }

        var now = time.GetUtcNow();
        AddMembers(db, now);
        var brands = BrandNames.Select(name => new Brand { Name = name, CreatedAt = now }).ToList();
        Coupon[] coupons =
        [
            Coupon.OfPercentage("10 % off", 10, now),
            Coupon.OfFixedAmount("5,000 won off", 5_000, now),
            Coupon.OfPercentage("20 % off", 20, now),
        ];
        db.Brands.AddRange(brands);
        db.Coupons.AddRange([.. coupons, Coupon.OfFixedAmount("3,000 won off for the first 100", 3_000, now, issueLimit: 100)]);
        await db.SaveChangesAsync(ct);

        db.Products.AddRange(brands.SelectMany((brand, index) => ProductsOf(brand, index, now)));
        await IssueAsync(db, coupons, now, ct);
        return true;
    }

    private static void AddMembers(CommerceDbContext db, DateTimeOffset now)
    {
        foreach (var (name, points) in DemoMembers)
        {
            var memberId = new MemberId(name);
            db.Members.Add(new Member
            {
                MemberId = memberId,
                Email = $"{name}@example.com",
                BirthDate = new DateOnly(1990, 1, 1),
                Gender = Gender.Female,
                Point = points,
                CreatedAt = now,
            });
            db.PointEntries.Add(new PointEntry { MemberId = memberId, Kind = PointEntryKind.Charge, Amount = points, CreatedAt = now });
            JournalPosting.PointsCharged(db, points, now);
        }
    }

    private static async Task IssueAsync(CommerceDbContext db, Coupon[] coupons, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (name, _) in DemoMembers)
        {
            foreach (var coupon in coupons)
            {
                await CouponIssue.IssueAsync(db, coupon.Id, new MemberId(name), now, ct);
            }
        }
    }

    private static IEnumerable<Product> ProductsOf(Brand brand, int brandIndex, DateTimeOffset now) =>
        Goods.Select((good, index) => new Product
        {
            BrandId = brand.Id,
            Name = $"{brand.Name} {good.Name}",
            Price = good.Price + (brandIndex * 1_000),
            Stock = (brandIndex * Goods.Length) + index is var position && position < FirstStocks.Length ? FirstStocks[position] : 1_000,
            CreatedAt = now,
        });
}
