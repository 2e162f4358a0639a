using System.Net;

namespace Commerce.IntegrationTests.Callbacks;

/// <summary>By its id a message is told from others.</summary>
[Collection<ShopCollection>]
public sealed class MessageIdTests(Shop shop)
{
    [Theory]
    [InlineData("4242.4242.4242.4242")]
    [InlineData("msg_4242424242424242")]
    public async Task A_message_id_with_a_card_number_in_it_is_told_from_others_and_not_stored(string id)
    {
        var last = await shop.LastCallbackAsync();
        var callback = SignedCallback.Of("20260101:TR:dddddd", 999_998, 1) with { Id = id };

        Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(callback));
        Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(callback));

        var row = await shop.CallbackAfterAsync(last); // One, although it came twice.
        Assert.StartsWith("hmac-", row.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ids_that_differ_in_case_are_two()
    {
        var last = await shop.LastCallbackAsync();
        var id = $"msg_{Guid.NewGuid():N}";

        await shop.SendAsync(SignedCallback.Of("20260101:TR:eeeeee", 999_996, 1) with { Id = id });
        await shop.SendAsync(SignedCallback.Of("20260101:TR:eeeeee", 999_996, 1) with { Id = id.ToUpperInvariant() });

        Assert.Equal(2, (await shop.StatesAfterAsync(last)).Count());
    }
}
