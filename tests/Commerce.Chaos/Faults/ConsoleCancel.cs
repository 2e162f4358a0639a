using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Commerce.Chaos.Running;
using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.Chaos.Faults;

/// <summary>
/// Somebody gives money back in Toss's console: that of the latest payment in a window that is paid, as soon as there is one. What became
/// of it, the PG's books tell.
/// </summary>
/// <param name="Lasts">For how long there may be none.</param>
/// <param name="IsPart">A part of it goes back; else all.</param>
internal sealed record ConsoleCancel(TimeSpan At, TimeSpan Lasts, bool IsPart) : Fault(At, Lasts)
{
    private const string LatestPaid = """
        SELECT transaction_key AS paymentKey, amount FROM commerce.commerce_payments
        WHERE gateway = 'toss' AND status = 'SUCCESS' AND updated_at > UTC_TIMESTAMP(6) - INTERVAL 10 SECOND
        ORDER BY id DESC LIMIT 1
        """;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Kind => IsPart ? "a part given back in the PG's console" : "all given back in the PG's console";

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Lasts + Patience);
        try
        {
            await using var server = await shop.OpenServerAsync(limit.Token);
            if (await FindAsync(server, limit.Token) is var (paymentKey, amount))
            {
                await GiveBackAsync(shop, paymentKey, IsPart ? (long)amount / 3 : null, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The PG is frozen, perhaps: what it makes of the request, its books tell.
        }

        return Ending.None;
    }

    private async Task<(string PaymentKey, decimal Amount)?> FindAsync(MySqlConnection server, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Lasts)
        {
            var latest = new CommandDefinition(LatestPaid, cancellationToken: ct);
            if (await server.QuerySingleOrDefaultAsync<(string, decimal)?>(latest) is { } paid)
            {
                return paid;
            }

            await Task.Delay(Pace, TimeProvider.System, ct);
        }

        return null;
    }

    private static async Task GiveBackAsync(ChaosShop shop, string paymentKey, long? part, CancellationToken ct)
    {
        using var pg = new HttpClient { BaseAddress = shop.Stack.AddressOf(StackResources.PgSimulator) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/toss/v1/payments/{Uri.EscapeDataString(paymentKey)}/cancel");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ChaosSettings.TossSecretKey}:")));
        request.Content = JsonContent.Create(new { cancelReason = "The buyer asked on the telephone", cancelAmount = part });
        using var answer = await pg.SendAsync(request, ct);
    }
}
