using System.Security.Cryptography;
using Commerce.AppHost.Replicas;

namespace Commerce.AppHost;

/// <summary>Lets a service keep the secrets of webhooks.</summary>
internal static class WebhookExtensions
{
    // The secrets stay in the database from start to start, and so does what they are sealed with. Not for real ones.
    private static readonly string SealingKey =
        Convert.ToBase64String(SHA256.HashData("webhooks of a shop on a developer's machine"u8));

    /// <summary>Gives each process the one key that the secrets are sealed with.</summary>
    public static ReplicaSet WithWebhooks(this ReplicaSet processes) =>
        processes.Each(process => process.WithEnvironment("Webhooks__SealingKey", SealingKey));
}
