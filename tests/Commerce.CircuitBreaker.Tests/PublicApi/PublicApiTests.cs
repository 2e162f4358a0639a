using System.Reflection;
using Commerce.CircuitBreaker.AspNetCore;
using PublicApiGenerator;

namespace Commerce.CircuitBreaker.Tests.PublicApi;

/// <summary>
/// What users of the packages compile against. A change here is a change for all of them: when it is meant, the new text, which the
/// test writes beside the old one in its output folder, takes the place of the file in <c>PublicApi</c>.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    public static TheoryData<Assembly> Packages => [typeof(SlidingWindowCircuitBreaker).Assembly, typeof(CircuitBreakerRegistry).Assembly];

    [Theory]
    [MemberData(nameof(Packages), DisableDiscoveryEnumeration = true)]
    public async Task The_public_api_is_the_one_on_file(Assembly package)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "PublicApi", $"{package.GetName().Name}.txt");
        var onFile = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : string.Empty;
        var now = package.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";

        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".new.txt"), now, TestContext.Current.CancellationToken);

        Assert.Equal(onFile.ReplaceLineEndings("\n"), now);
    }
}
