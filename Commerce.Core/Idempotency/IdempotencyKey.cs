using Commerce.Core.Errors;

namespace Commerce.Core.Idempotency;

/// <summary>The client's name for one intent (멱등키): 1 to <see cref="MaxLength"/> visible ASCII characters, no comma.</summary>
public readonly record struct IdempotencyKey
{
    public const int MaxLength = 255;

    private IdempotencyKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads a key; the quotes of a structured header string are not part of it.</summary>
    /// <exception cref="CommerceException">IDEMPOTENCY_001.</exception>
    public static IdempotencyKey Parse(string text)
    {
        var value = text is ['"', .. var quoted, '"'] ? quoted : text;
        return value.Length is > 0 and <= MaxLength && value.All(c => c is > ' ' and <= '~')
            ? new IdempotencyKey(value)
            : throw new CommerceException(ErrorCode.IdempotencyKeyInvalid, Sentence.IdempotencyKeyMalformed, MaxLength);
    }

    /// <summary>A key that was checked when it came in.</summary>
    internal static IdempotencyKey Stored(string value) => new(value);

    public override string ToString() => Value;
}
