using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>What a callback proves, and what it says.</summary>
public abstract record GatewayCallback
{
    public const int MaxMessageIdLength = 128;

    private GatewayCallback()
    {
    }

    /// <summary>The gateway itself said it: its signature is right.</summary>
    /// <param name="MessageId">The gateway's name for this message, the same when it is sent again.</param>
    /// <param name="Record">What the gateway has. It still has to fit our payment.</param>
    public sealed record Proven(string MessageId, GatewayLookup.Found Record) : GatewayCallback;

    /// <summary>Anybody may have sent this. It is worth a question to the gateway and nothing more.</summary>
    public sealed record Unproven(TransactionKey Key, string? OrderId) : GatewayCallback
    {
        /// <summary>
        /// The key is stored before its gateway can call, so that an unknown one is nobody's: nothing is kept of it.
        /// </summary>
        public bool OnlyIfKnown { get; init; }
    }

    /// <summary>Nothing that is of use here, such as news of another kind. Nothing is kept of it.</summary>
    public sealed record Ignored : GatewayCallback;

    /// <summary>Not from the gateway, too old, or not provably either.</summary>
    public sealed record Rejected(string Reason) : GatewayCallback
    {
        /// <summary>What it names, when it was signed by the gateway and only its time is wrong; null when it was not.</summary>
        public Unproven? Names { get; init; }
    }

    /// <summary>No callback that we can read.</summary>
    /// <param name="MessageId">Null when nobody signed it.</param>
    public sealed record Unreadable(string? MessageId) : GatewayCallback;
}
