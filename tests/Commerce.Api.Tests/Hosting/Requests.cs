using System.Net.Http.Json;
using System.Text;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Hosting;

/// <summary>How a client speaks to the API. The member may be nobody, the language the default one.</summary>
internal static class Requests
{
    public static Task<Answer> GetAsync(this RunningApi api, string path, string? member = null, string? language = null) =>
        api.SendAsync(HttpMethod.Get, path, member, null, language);

    public static Task<Answer> PostAsync(
        this RunningApi api, string path, string? member = null, object? body = null, string? language = null) =>
        api.SendAsync(HttpMethod.Post, path, member, body, language);

    /// <summary>Sends the idempotency key as it is, once for each value.</summary>
    public static Task<Answer> PostOnceAsync(this RunningApi api, string path, string member, object? body, params string[] keys) =>
        api.SendAsync(HttpMethod.Post, path, member, body, null, keys);

    public static Task<Answer> DeleteAsync(this RunningApi api, string path, string? member = null) =>
        api.SendAsync(HttpMethod.Delete, path, member, null, null);

    /// <summary>The points that a member can spend.</summary>
    public static async Task<long> PointsOfAsync(this RunningApi api, string member) =>
        (await api.GetAsync("/points", member)).Data<BalanceAnswer>().Point;

    /// <summary>Sends all of them at once and waits for every answer.</summary>
    public static Task<Answer[]> AtOnceAsync(int count, Func<int, Task<Answer>> send) => Task.WhenAll(
        Enumerable.Range(0, count).Select(send));

    /// <summary>What an operator asks for. The body is sent as it is, the headers that are null are not.</summary>
    public static async Task<Answer> OperatorAsync(
        this RunningApi api,
        HttpMethod method,
        string path,
        string? body = null,
        string? key = ApiFactory.OperatorKey,
        string? accept = null,
        string? language = null,
        string? ifMatch = null)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in new[]
        {
            ("X-Operator-Key", key), ("Accept", accept), ("Accept-Language", language), ("If-Match", ifMatch),
        })
        {
            request.Headers.TryAddWithoutValidation(name, value is null ? [] : [value]);
        }

        using var response = await api.Client.SendAsync(request, ct);
        return await Answer.ReadAsync(response, ct);
    }

    private static async Task<Answer> SendAsync(
        this RunningApi api,
        HttpMethod method,
        string path,
        string? member,
        object? body,
        string? language,
        params string[] idempotencyKeys)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (member is not null)
        {
            request.Headers.Add("X-USER-ID", member);
        }

        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        foreach (var key in idempotencyKeys)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await api.Client.SendAsync(request, ct);
        return await Answer.ReadAsync(response, ct);
    }
}
