using Commerce.ShiftedClock;
using Commerce.TestHost;

namespace Commerce.IntegrationTests.Clocks;

/// <summary>
/// A shop whose worker's clock is ten minutes behind and whose API's is eight ahead. The PG's and the database's are right.
/// </summary>
public sealed class SkewedShop : Shop
{
    internal static readonly IReadOnlyDictionary<string, TimeSpan> Ahead = new Dictionary<string, TimeSpan>
    {
        [StackResources.Worker] = TimeSpan.FromMinutes(-10),
        [StackResources.Api] = TimeSpan.FromMinutes(8),
    };

    protected override async ValueTask<CommerceStackOptions> OptionsAsync()
    {
        var options = await base.OptionsAsync();
        foreach (var (service, ahead) in Ahead)
        {
            foreach (var (name, value) in ShiftedClockSettings.Environment(ahead))
            {
                options.With(service, name, value);
            }
        }

        return options;
    }
}
