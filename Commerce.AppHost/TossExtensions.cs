using System.Security.Cryptography;
using Commerce.AppHost.Demo;
using Commerce.AppHost.Replicas;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.AppHost;

/// <summary>Toss Payments, spoken by the PG simulator: orders can be placed with <c>payWith: toss</c>.</summary>
internal static class TossExtensions
{
    private const string SecretKey = "toss-secret-key";
    private const string ShortTime = "00:01:00";

    /// <summary>
    /// Where <c>Commerce:Toss</c> is true, or the demo wants it: gives both sides one pair of test keys, new at every start, and each
    /// other's address. A demo waits neither half an hour for buyers who are gone nor ten minutes for confirms that keep failing.
    /// </summary>
    /// <exception cref="SetupException">The setting is neither true nor false.</exception>
    public static IResourceBuilder<ProjectResource> WithToss(
        this IResourceBuilder<ProjectResource> pg, ReplicaSet api, ReplicaSet worker)
    {
        var builder = pg.ApplicationBuilder;
        var isDemo = DemoGateway.IsToss(builder.Configuration);
        if (!IsTrue(builder.Configuration[StackKeys.Toss]) && !isDemo)
        {
            return pg;
        }

        var (secret, client) = ($"test_sk_{Some()}", $"test_ck_{Some()}");
        var secretKey = builder.AddParameter(SecretKey, () => secret, secret: true);
        var address = pg.GetEndpoint("http");
        foreach (var process in api.Replicas.Concat(worker.Replicas))
        {
            process.WithEnvironment("Gateways__Toss__SecretKey", secretKey)
                .WithEnvironment("Gateways__Toss__ClientKey", client)
                .WithEnvironment("Gateways__Toss__BaseAddress", $"{address}/toss");
            if (isDemo)
            {
                process.WithEnvironment("Checkout__AttemptTime", ShortTime).WithEnvironment("Checkout__OrderTime", ShortTime);
            }
        }

        if (isDemo)
        {
            pg.WithEnvironment("Toss__ConfirmWithin", ShortTime);
        }

        return pg.WithEnvironment("Toss__SecretKey", secretKey)
            .WithEnvironment("Toss__ClientKey", client)
            .WithEnvironment("Toss__WebhookUrl", $"{api.Address}/api/v1/payments/callback/toss");
    }

    /// <returns>What the shop proves itself with; null: Toss is not used.</returns>
    public static async Task<string?> SecretKeyAsync(DistributedApplication app) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ParameterResource>()
            .SingleOrDefault(parameter => parameter.Name == SecretKey) is { } key
            ? await key.GetValueAsync(CancellationToken.None)
            : null;

    private static string Some() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static bool IsTrue(string? setting) => setting switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new SetupException($"{StackKeys.Toss} is '{setting}': it must be true or false."),
    };
}
