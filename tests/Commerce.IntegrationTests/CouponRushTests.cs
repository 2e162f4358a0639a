using System.Net;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>A coupon that more members want than there are copies, asked of two processes at once (I8).</summary>
[Collection<ShopCollection>]
public sealed class CouponRushTests(Shop shop)
{
    private const int Members = 200;
    private const int Copies = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Two_processes_give_out_no_more_copies_than_there_are()
    {
        var couponId = await AddCouponAsync();
        await using var replica = await ApiReplica.StartAsync(shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, Members).Select(number =>
            ClaimAsync(couponId, $"rush{number}", number % 2 == 0 ? null : replica.Client)));

        Assert.Equal(Copies, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => Assert.Equal((HttpStatusCode.BadRequest, "COUPON_003"), (answer.Status, answer.ErrorCode)));
        await using var database = await shop.OpenDatabaseAsync();
        Assert.Equal((Copies, Copies), await database.QuerySingleAsync<(int, int)>(
            "SELECT issued_count, (SELECT COUNT(*) FROM member_coupons WHERE coupon_id = c.id) FROM coupons c WHERE id = @couponId",
            new { couponId }));
    }

    // A slow machine may put off who comes late; he comes again until he is told yes or no.
    private async Task<Answer> ClaimAsync(long couponId, string member, HttpClient? api)
    {
        Answer answer;
        while ((answer = await shop.ClaimCouponAsync(couponId, member, api)).Status == HttpStatusCode.ServiceUnavailable)
        {
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return answer;
    }

    private async Task<long> AddCouponAsync()
    {
        await using var database = await shop.OpenDatabaseAsync();
        foreach (var number in Enumerable.Range(0, Members))
        {
            await database.ExecuteAsync(
                """
                INSERT INTO members (member_id, email, birth_date, gender, point, created_at)
                SELECT @id, CONCAT(@id, '@example.com'), birth_date, gender, 0, created_at FROM members WHERE member_id = 'demo1'
                """,
                new { id = $"rush{number}" });
        }

        return await database.ExecuteScalarAsync<long>(
            """
            INSERT INTO coupons (name, type, discount_amount, issue_limit, issued_count, created_at)
            SELECT 'Rush', type, discount_amount, @Copies, 0, created_at FROM coupons WHERE discount_amount IS NOT NULL LIMIT 1;
            SELECT LAST_INSERT_ID();
            """,
            new { Copies });
    }
}
