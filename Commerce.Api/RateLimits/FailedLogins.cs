using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Api.RateLimits;

/// <summary>
/// How many wrong tokens and keys an address may send. Only wrong ones are refused for wrong ones: else whoever shares an address with
/// others could lock them out. Guessing gains nothing by it: what is to be guessed has 32 characters or a signature.
/// </summary>
internal sealed class FailedLogins(IOptions<RateLimitOptions> options, IHostEnvironment environment, RefuseCaller refuse) : IDisposable
{
    private const int Usual = 60;

    private readonly PartitionedRateLimiter<HttpContext> _perAddress = PartitionedRateLimiter.Create<HttpContext, (string, int)>(context =>
        CallerBuckets.Of(
            RefuseCaller.Login,
            ClientAddress.Of(context),
            options.Value.FailedLoginsPerMinute ?? (environment.IsDevelopment() ? 0 : Usual)));

    /// <summary>Counts one more.</summary>
    /// <returns>True when it was one too many, and the request is answered.</returns>
    public async Task<bool> RefuseAsync(HttpContext context)
    {
        using var lease = _perAddress.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return false;
        }

        await refuse.ExecuteAsync(context, RefuseCaller.Login, lease);
        return true;
    }

    public void Dispose() => _perAddress.Dispose();
}
