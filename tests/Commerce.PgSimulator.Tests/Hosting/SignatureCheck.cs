using System.Security.Cryptography;
using System.Text;

namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>How a merchant checks a signature after the published standard, written without a look at the simulator's code.</summary>
public static class SignatureCheck
{
    public static bool IsRight(Callback callback, byte[] key)
    {
        byte[] signed =
        [
            .. Encoding.UTF8.GetBytes(callback.Headers["webhook-id"]),
            (byte)'.',
            .. Encoding.UTF8.GetBytes(callback.Headers["webhook-timestamp"]),
            (byte)'.',
            .. callback.Body,
        ];
        var right = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        return callback.Headers["webhook-signature"].Split(' ').Contains(right);
    }
}
