using System.Security.Cryptography;

namespace Commerce.Core.Gateways;

/// <summary>
/// What an order is called at a PG. A direct gateway makes it from the order (<see cref="IDirectGateway.MerchantOrderIdOf"/>); one attempt
/// at a payment window has a name of its own, which is stored with the payment and which nobody can guess.
/// </summary>
public readonly record struct MerchantOrderId(string Value)
{
    /// <summary>Longer texts from outside are none of our names.</summary>
    public const int MaxLength = 100;

    private const int RandomBytes = 16;

    /// <summary>A new name: 32 hexadecimal digits, which every PG takes.</summary>
    public static MerchantOrderId New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)));

    public override string ToString() => Value;
}
