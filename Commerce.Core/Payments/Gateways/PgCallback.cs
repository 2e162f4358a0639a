namespace Commerce.Core.Payments.Gateways;

/// <summary>What a callback proves, and what it says.</summary>
public abstract record PgCallback
{
    public const int MaxMessageIdLength = 128;

    private PgCallback()
    {
    }

    /// <summary>The gateway's word: its signature is right.</summary>
    /// <param name="MessageId">The gateway's name for this message, the same when it is sent again.</param>
    /// <param name="Record">What the gateway has. It still has to fit our payment.</param>
    public sealed record Word(string MessageId, PgLookup.Found Record) : PgCallback;

    /// <summary>Anybody may have sent this. It is worth a question to the gateway and nothing more.</summary>
    public sealed record Hint(TransactionKey Key, string? OrderId) : PgCallback;

    /// <summary>Not from the gateway, too old, or not provably either.</summary>
    public sealed record Rejected(string Reason) : PgCallback
    {
        /// <summary>What it names, when it was signed by the gateway and only its time is wrong; null when it was not.</summary>
        public Hint? Names { get; init; }
    }

    /// <summary>No callback that we can read.</summary>
    /// <param name="MessageId">Null when nobody signed it.</param>
    public sealed record Unreadable(string? MessageId) : PgCallback;
}

/// <summary>The headers of a callback that can prove who sent it, as Standard Webhooks calls them.</summary>
public sealed record CallbackHeaders(string? Id, string? Timestamp, string? Signature);
