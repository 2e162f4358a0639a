using System.Text;
using Commerce.TestHost.Invariants;

namespace Commerce.IntegrationTests.Secrets;

/// <summary>The scanner finds what it is there to find, wherever it is planted.</summary>
public sealed class SecretScanTests
{
    private readonly SecretScan _scan = new(["whsec_c2VjcmV0"]);

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("paid with 4111-1111-1111-1111.")]
    [InlineData("{\"cardNo\":\"5555 5555 5555 4444\"}")]
    [InlineData("/api/v1/orders/378282246310005?x=1")]
    [InlineData("<6011111111111117>")]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("order_4111_1111_1111_1111")]
    [InlineData("4111 - 1111 - 1111 - 1111")]
    [InlineData(@"4111\u002d1111\u002D1111\u002e1111")]
    [InlineData(@"\n\u0034111111111111111")]
    [InlineData("/orders/4111%201111%201111%201111")]
    [InlineData("key=whsec_c2VjcmV0;")]
    public void A_planted_secret_is_found(string text) => Assert.Single(_scan.Findings("here", text));

    [Theory]
    [InlineData("****-****-****-4242")]
    [InlineData("4111111111111112")] // Fails Luhn.
    [InlineData("20261122174206_Initial")]
    [InlineData("2026-11-22 17:42:06.123456")]
    [InlineData("a4111111111111111f")] // A part of a trace id.
    [InlineData("9111111111111116")] // Of no scheme.
    public void What_is_no_card_number_is_not_found(string text) => Assert.Empty(_scan.Findings("here", text));

    [Fact]
    public void A_finding_does_not_repeat_what_it_found()
    {
        var finding = Assert.Single(_scan.Findings("outbox.body", "card 4111-1111-1111-1111 of demo1"));

        Assert.Equal("outbox.body holds a card number that ends in 1111: card (here) of demo1", finding);
    }

    [Fact]
    public void Texts_are_found_at_any_depth_of_a_protobuf_message()
    {
        byte[] attribute = [.. Text(1, "url.path"), .. Text(2, "/orders/4111-1111-1111-1111")];
        byte[] span =
            [0x08, 0x96, 0x01, .. Bytes(1, [0xFF, 0x00, 0xFE]), 0x11, 1, 2, 3, 4, 5, 6, 7, 8, .. Bytes(9, attribute), 0x25, 1, 2, 3, 4];

        var texts = ProtobufTexts.Of(Bytes(1, Bytes(2, span)));

        Assert.Contains("url.path", texts);
        Assert.Contains(texts, text => _scan.Findings("trace", text).Any());
    }

    [Fact]
    public async Task What_is_sent_to_the_collector_is_kept()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var http = new HttpClient { BaseAddress = collector.Address };
        using var body = new ByteArrayContent(Bytes(1, Text(1, "4111111111111111")));

        using var answer = await http.PostAsync(new Uri("/v1/logs", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains(collector.Texts("/v1/logs"), text => _scan.Findings("log", text).Any());
        Assert.Empty(collector.Texts("/v1/traces"));
    }

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] content) => [(byte)((field << 3) | 2), (byte)content.Length, .. content];
}
