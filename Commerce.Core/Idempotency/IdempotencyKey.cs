using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.Core.Idempotency;

/// <summary>
/// The client's name for one intent (멱등키): 1 to <see cref="MaxLength"/> visible ASCII characters, no comma, no card number.
/// </summary>
public readonly record struct IdempotencyKey
{
    /// <summary>The header that brings it.</summary>
    public const string Header = "Idempotency-Key";

    public const int MaxLength = 255;

    private IdempotencyKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads a key; the quotes of a structured header string are not part of it.</summary>
    /// <exception cref="CommerceException">IDEMPOTENCY_001.</exception>
    public static IdempotencyKey Parse(string text)
    {
        var value = text is ['"', .. var quoted, '"'] ? quoted : text;
        if (value.Length is 0 or > MaxLength || !value.All(c => c is > ' ' and <= '~'))
        {
            throw new CommerceException(ErrorCode.IdempotencyKeyInvalid, Sentence.IdempotencyKeyMalformed, MaxLength) { Field = Header };
        }

        // A key is stored as it is, and masked it would be another key.
        return CardNumberMask.Finds(value)
            ? throw new CommerceException(ErrorCode.IdempotencyKeyInvalid, Sentence.IdempotencyKeyHoldsCard) { Field = Header }
            : new IdempotencyKey(value);
    }

    /// <summary>A key that was checked when it came in.</summary>
    internal static IdempotencyKey Stored(string value) => new(value);

    public override string ToString() => Value;
}
