extern alias CommerceApi;

using System.Net;
using CommerceApi::Commerce.Api.RateLimits;

namespace Commerce.Api.Tests.Access;

/// <summary>Whoever comes from ever new addresses gains nothing by it.</summary>
public sealed class CallerBucketTests
{
    [Fact]
    public void However_many_callers_come_there_are_so_many_buckets()
    {
        var buckets = Enumerable.Range(0, 500_000).Select(caller => CallerBuckets.Of("address", $"{caller}", perMinute: 60).PartitionKey);

        Assert.InRange(buckets.Distinct().Count(), 60_000, 65_536);
    }

    [Fact]
    public void Each_limit_has_buckets_of_its_own() => Assert.NotEqual(
        CallerBuckets.Of("address", "demo1", perMinute: 60).PartitionKey, CallerBuckets.Of("member", "demo1", perMinute: 60).PartitionKey);

    [Fact]
    public void All_addresses_of_one_line_are_one()
    {
        Assert.Equal(Of("2001:db8:1:2::3"), Of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        Assert.NotEqual(Of("2001:db8:1:2::3"), Of("2001:db8:1:3::3"));
        Assert.Equal(Of("192.0.2.1"), Of("::ffff:192.0.2.1"));
        Assert.NotEqual(Of("192.0.2.1"), Of("192.0.2.2"));
    }

    private static string Of(string address) => ClientAddress.Of(IPAddress.Parse(address));
}
