using System.ComponentModel.DataAnnotations;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Tests;

public sealed class ValidatedOptionsTests
{
    private sealed class PaceOptions
    {
        [Range(1, 100)]
        public int PerSecond { get; set; } = 10;
    }

    [Fact]
    public void A_value_out_of_range_is_reported_with_its_key_and_its_value()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(("Pace:PerSecond", "0")));

        var sentence = Assert.Single(error.Failures);
        Assert.StartsWith("Pace:PerSecond is '0': ", sentence, StringComparison.Ordinal);
        Assert.Contains("between 1 and 100", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_key_is_an_error_and_not_silence()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(("Pace:PerSecnd", "5")));

        Assert.Equal("Pace:PerSecnd is set, but there is no such setting, only PerSecond.", Assert.Single(error.Failures));
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_reported_with_its_key()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Read(("Pace:PerSecond", "ten")));

        Assert.Contains("Pace:PerSecond", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_pass() => Assert.Equal(10, Read().PerSecond);

    private static PaceOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddValidatedOptions<PaceOptions>("Pace");
        return services.BuildServiceProvider().GetRequiredService<IOptions<PaceOptions>>().Value;
    }
}
