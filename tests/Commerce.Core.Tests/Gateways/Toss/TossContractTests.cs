using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Commerce.Core.Gateways.Toss;

namespace Commerce.Core.Tests.Gateways.Toss;

/// <summary>
/// What <see cref="TossCodes"/> builds on, asked of Toss itself: opt-in, as it needs a key. No money moves, because each request asks for
/// an error by name, and a live key is not used.
/// </summary>
public sealed class TossContractTests(ITestOutputHelper output)
{
    private const string SecretKey = "TOSS_TEST_SECRET_KEY";
    private const string BaseAddress = "TOSS_TEST_BASE_ADDRESS";

    // Answered with a status that looks certain in some cases, and certain in none.
    private static readonly string[] Uncertain =
    [
        "ALREADY_PROCESSED_PAYMENT", "DUPLICATED_ORDER_ID", "PROVIDER_ERROR", "CARD_PROCESSING_ERROR", "FORBIDDEN_CONSECUTIVE_REQUEST",
        "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING", "FAILED_INTERNAL_SYSTEM_PROCESSING", "UNKNOWN_PAYMENT_ERROR",
    ];

    [Fact]
    public async Task Each_error_of_a_confirm_comes_as_the_table_of_certain_codes_expects()
    {
        var key = Environment.GetEnvironmentVariable(SecretKey);
        Assert.SkipWhen(string.IsNullOrEmpty(key), $"Asks Toss itself: set {SecretKey} to a secret key for tests.");
        Assert.False(key!.StartsWith("live_", StringComparison.Ordinal), $"{SecretKey} is a live key; nothing was sent. Use a test key.");
        Assert.True(IsTestKey(key), $"{SecretKey} begins neither with test_sk_ nor with test_gsk_; nothing was sent.");
        using var toss = ClientOf(key);
        var differs = new List<string>();
        var told = new StringBuilder();

        foreach (var (code, kind, isExpected) in Expectations())
        {
            var seen = await AskAsync(toss, code);
            var fits = seen.Code == code && isExpected(seen.Status);
            told.AppendLine(CultureInfo.InvariantCulture, $"{(fits ? "ok" : "NO"),-3} {code,-50} {kind,-10} {seen}");
            if (!fits)
            {
                differs.Add($"{code} ({kind}): {seen}");
            }
        }

        output.WriteLine($"{toss.BaseAddress}\n{told}");
        Assert.True(differs.Count == 0, $"Not as the table expects:\n{string.Join('\n', differs)}\n\n{told}");
    }

    private static bool IsTestKey(string key) =>
        key.StartsWith("test_sk_", StringComparison.Ordinal) || key.StartsWith("test_gsk_", StringComparison.Ordinal);

    private static IEnumerable<(string Code, string Kind, Func<int, bool> IsExpected)> Expectations() =>
    [
        .. TossConfirmTests.Certain().Select(row => row.Data.Item2).Append(TossCodes.NotFoundPayment).Select(Certain),
        .. TossConfirmTests.OurFault().Select(row => row.Data.Item2)
            .Select(code => (code, "our fault", (Func<int, bool>)(status => TossCodes.IsOurFault(status, code)))),
        .. Uncertain.Select(code => (code, "uncertain", (Func<int, bool>)(status => status >= 400))),
    ];

    private static (string Code, string Kind, Func<int, bool> IsExpected) Certain(string code) => code == TossCodes.NotFoundPayment
        ? (code, "absent", status => status == 404)
        : (code, "refusal", status => TossCodes.RefusalOf(status, code) is not null);

    private static HttpClient ClientOf(string key)
    {
        var address = Environment.GetEnvironmentVariable(BaseAddress) is { Length: > 0 } other ? other : "https://api.tosspayments.com";
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) // The key goes nowhere else.
        {
            BaseAddress = new Uri(address.TrimEnd('/') + '/'),
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:"))),
                AcceptLanguage = { new StringWithQualityHeaderValue("en-US") },
            },
        };
    }

    private static async Task<Seen> AskAsync(HttpClient toss, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/payments/confirm")
        {
            Content = JsonContent.Create(new TossConfirmBody("contract-test", "contract-test", 1_000), options: JsonSerializerOptions.Web),
        };
        request.Headers.Add("TossPayments-Test-Code", code);
        using var answer = await toss.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return Seen.Of((int)answer.StatusCode, body);
    }

    /// <summary>An answer of Toss; one that is not in its form has no code, and begins as its message says.</summary>
    private sealed record Seen(int Status, string? Code, string? Message)
    {
        private const int Quoted = 80;

        public static Seen Of(int status, string body)
        {
            try
            {
                var error = JsonSerializer.Deserialize<TossError>(body, JsonSerializerOptions.Web);
                return new Seen(status, error?.Code, error?.Message);
            }
            catch (JsonException)
            {
                return new Seen(status, null, body[..Math.Min(body.Length, Quoted)].ReplaceLineEndings(" "));
            }
        }

        public override string ToString() => $"{Status} {Code ?? "no code"}: {Message}";
    }
}
