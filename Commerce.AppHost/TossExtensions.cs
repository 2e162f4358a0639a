using System.Security.Cryptography;
using Commerce.AppHost.Replicas;

namespace Commerce.AppHost;

/// <summary>Toss Payments, spoken by the PG simulator: orders can be placed with <c>payWith: toss</c>.</summary>
internal static class TossExtensions
{
    /// <summary>
    /// Where <c>Commerce:Toss</c> is true: gives both sides one pair of test keys, new at every start, and each other's address.
    /// </summary>
    /// <exception cref="SetupException">The setting is neither true nor false.</exception>
    public static IResourceBuilder<ProjectResource> WithToss(
        this IResourceBuilder<ProjectResource> pg, ReplicaSet api, ReplicaSet worker)
    {
        var builder = pg.ApplicationBuilder;
        if (!IsTrue(builder.Configuration[StackKeys.Toss]))
        {
            return pg;
        }

        var (secret, client) = ($"test_sk_{Some()}", $"test_ck_{Some()}");
        var secretKey = builder.AddParameter("toss-secret-key", () => secret, secret: true);
        var address = pg.GetEndpoint("http");
        foreach (var process in api.Replicas.Concat(worker.Replicas))
        {
            process.WithEnvironment("Gateways__Toss__SecretKey", secretKey)
                .WithEnvironment("Gateways__Toss__ClientKey", client)
                .WithEnvironment("Gateways__Toss__BaseAddress", $"{address}/toss");
        }

        return pg.WithEnvironment("Toss__SecretKey", secretKey)
            .WithEnvironment("Toss__ClientKey", client)
            .WithEnvironment("Toss__WebhookUrl", $"{api.Address}/api/v1/payments/callback/toss");
    }

    private static string Some() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static bool IsTrue(string? setting) => setting switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new SetupException($"{StackKeys.Toss} is '{setting}': it must be true or false."),
    };
}
