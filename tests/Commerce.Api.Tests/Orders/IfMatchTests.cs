using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Orders;

/// <summary>Who cancels what he has read cancels nothing else.</summary>
public sealed class IfMatchTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_cancelled_as_it_was_read_or_not_at_all()
    {
        var member = await api.AddMemberAsync(points: 1_000);
        var productId = await api.AddProductAsync();
        var order = new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_000 };
        var orderId = (await api.PostAsync("/orders", member, order)).Data<OrderAnswer>().Id;
        using var read = await SendAsync(HttpMethod.Get, $"/orders/{orderId}", member);

        var other = await CancelAsync(orderId, member, "\"another\"");
        var nonsense = await CancelAsync(orderId, member, "no tag");
        var untouched = await api.GetAsync($"/orders/{orderId}", member);
        var right = await CancelAsync(orderId, member, $"\"another\", {read.Headers.ETag}");

        other.IsProblem(HttpStatusCode.PreconditionFailed, "PRECONDITION_001", "조회하신 뒤에 변경되었습니다. 다시 조회해 주세요.");
        Assert.Equal("BAD_REQUEST", nonsense.ErrorCode);
        Assert.Equal("COMPLETED", untouched.Order.Status);
        Assert.Equal("CANCELLED", right.Order.Status);
    }

    private async Task<Answer> CancelAsync(long orderId, string member, string tag)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/orders/{orderId}/cancel", member, tag);
        return await Answer.ReadAsync(answer, _ct);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string member, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Headers.Add("X-USER-ID", member);
        request.Headers.TryAddWithoutValidation("If-Match", tag is null ? [] : [tag]);
        return api.Client.SendAsync(request, _ct);
    }
}
