using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Demo;

/// <summary>Through which gateway the demo's orders are paid: <c>demo --gateway toss</c>.</summary>
internal static class DemoGateway
{
    private const string Key = "gateway";

    /// <exception cref="SetupException">There is no such gateway.</exception>
    public static bool IsToss(IConfiguration configuration) => configuration[Key] switch
    {
        null or "simulator" => false,
        "toss" => true,
        var other => throw new SetupException($"--{Key} is '{other}': it must be simulator or toss."),
    };
}
