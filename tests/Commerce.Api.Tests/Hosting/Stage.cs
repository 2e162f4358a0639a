using Commerce.Core.Coupons;
using Commerce.Core.Members;
using Commerce.Core.Points;
using Commerce.Core.Products;

namespace Commerce.Api.Tests.Hosting;

/// <summary>Puts members and goods into the database that no other test knows of.</summary>
internal static class Stage
{
    private static int _members;

    public static async Task<string> AddMemberAsync(this RunningApi api, long points = 0) => (await api.AddMembersAsync(1, points))[0];

    public static Task<string[]> AddMembersAsync(this RunningApi api, int count, long points = 0) => api.InDatabaseAsync(async db =>
    {
        var ids = Enumerable.Range(0, count).Select(_ => FreshMemberId()).ToArray();
        foreach (var id in ids)
        {
            var form = new JoinMemberCommand(id, $"{id}@example.com", "1990-01-01", "FEMALE");
            db.Members.Add(form.ToMember(TimeProvider.System.GetUtcNow()));
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        foreach (var id in points > 0 ? ids : [])
        {
            await PointLedger.ChargeAsync(
                db, new MemberId(id), points, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
        }

        return ids;
    });

    /// <summary>An id that nobody has.</summary>
    public static string FreshMemberId() => $"t{Interlocked.Increment(ref _members)}";

    public static Task<long> AddBrandAsync(this RunningApi api, string name) => api.InDatabaseAsync(async db =>
    {
        var brand = new Brand { Name = name, Description = "Made for this test", CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Brands.Add(brand);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return brand.Id;
    });

    public static Task<long> AddProductAsync(this RunningApi api, long brandId = 1, long price = 1_000, int stock = 100) =>
        api.InDatabaseAsync(async db =>
        {
            var product = new Product
            {
                BrandId = brandId,
                Name = $"Thing for {price} won",
                Price = price,
                Stock = stock,
                CreatedAt = TimeProvider.System.GetUtcNow(),
            };
            db.Products.Add(product);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return product.Id;
        });

    public static Task<long> AddCouponAsync(this RunningApi api, int? limit = null) => api.InDatabaseAsync(async db =>
    {
        var coupon = Coupon.OfFixedAmount("500 won off", 500, TimeProvider.System.GetUtcNow(), limit);
        db.Coupons.Add(coupon);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return coupon.Id;
    });
}
