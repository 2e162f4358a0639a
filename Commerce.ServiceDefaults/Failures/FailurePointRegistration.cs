using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Failures;

internal static class FailurePointRegistration
{
    private const string EnabledKey = $"{FailurePointOptions.Section}:{nameof(FailurePointOptions.Enabled)}";
    private const string PlanKey = $"{FailurePointOptions.Section}:{nameof(FailurePointOptions.Plan)}";

    /// <summary>Arms the plan before the first service starts: a migration at start is among what it may break.</summary>
    public static void AddFailurePoints(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<FailurePointOptions>(FailurePointOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<FailurePointOptions>, FailurePointOptionsValidator>();
        if (!AreEnabled(builder.Configuration, builder.Environment))
        {
            return;
        }

        var armed = new ArmedFailurePoints();
        if (FailurePlan.TryParse(builder.Configuration[PlanKey], out var plan, out _))
        {
            armed.Arm(plan);
        }

        builder.Services.AddSingleton(armed);
        FailurePoint.SwitchOn(armed.ReachAsync);
    }

    // Read by hand: the options are checked only when the process starts, and a wrong one is told there.
    internal static bool AreEnabled(IConfiguration configuration, IHostEnvironment environment) =>
        environment.IsDevelopment()
        && bool.TryParse(configuration[EnabledKey], out var enabled) && enabled;
}
