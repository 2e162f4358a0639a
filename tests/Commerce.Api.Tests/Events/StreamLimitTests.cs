using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Errors;
using Commerce.Core.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Events;

/// <summary>As many wait as may, and none of them longer than the process lives.</summary>
public sealed class StreamLimitTests(RunningApi api)
{
    private const string One = "demo1", Other = "demo2";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_one_too_many_is_told_to_come_again_and_all_are_let_go_at_the_end()
    {
        using var process = await StartAsync();
        var follow = process.Services.GetRequiredService<FollowEvents>();
        using var first = await follow.SubscribeAsync(One, 1, _ct);
        var second = await follow.SubscribeAsync(One, 1, _ct);

        var refused = await Assert.ThrowsAsync<CommerceException>(() => follow.SubscribeAsync(Other, 2, _ct));
        second.Dispose();
        using var third = await follow.SubscribeAsync(Other, 2, _ct);
        await process.StopAsync(_ct);

        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, refused.Error.Status);
        Assert.NotNull(refused.RetryAfter);
        Assert.False(await first.Events.WaitToReadAsync(_ct));
        Assert.False(await third.Events.WaitToReadAsync(_ct));
        await Assert.ThrowsAsync<CommerceException>(() => follow.SubscribeAsync(Other, 3, _ct));
    }

    [Fact]
    public async Task No_member_takes_the_places_of_the_others()
    {
        using var process = await StartAsync(("Events:MostStreamsOfMember", "1"));
        var follow = process.Services.GetRequiredService<FollowEvents>();
        var first = await follow.SubscribeAsync(One, 1, _ct);

        var refused = await Assert.ThrowsAsync<CommerceException>(() => follow.SubscribeAsync(One, 2, _ct));
        using var others = await follow.SubscribeAsync(Other, 3, _ct);
        first.Dispose();
        using var again = await follow.SubscribeAsync(One, 2, _ct);

        Assert.Equal((int)HttpStatusCode.TooManyRequests, refused.Error.Status);
        Assert.NotNull(refused.RetryAfter);
        await process.StopAsync(_ct);
    }

    [Fact]
    public async Task Of_many_that_one_member_opens_at_once_no_more_are_let_in()
    {
        using var process = await StartAsync(("Events:MostStreamsOfMember", "1"));
        var follow = process.Services.GetRequiredService<FollowEvents>();
        for (var round = 0; round < 50; round++)
        {
            var opened = await Task.WhenAll(Enumerable.Range(1, 8).Select(order => Task.Run(() => OpenAsync(follow, order), _ct)));

            var first = Assert.Single(opened, subscription => subscription is not null);
            first!.Dispose();
        }

        await process.StopAsync(_ct);
    }

    private async Task<EventSubscription?> OpenAsync(FollowEvents follow, long order)
    {
        try
        {
            return await follow.SubscribeAsync(One, order, _ct);
        }
        catch (CommerceException e) when (e.Error == ErrorCode.TooManyRequests)
        {
            return null;
        }
    }

    private async Task<IHost> StartAsync(params (string Key, string Value)[] more)
    {
        var process = await api.AnotherProcessAsync(TimeProvider.System, settings: [("Events:MostStreams", "2"), .. more]);
        await process.StartAsync(_ct);
        return process;
    }
}
