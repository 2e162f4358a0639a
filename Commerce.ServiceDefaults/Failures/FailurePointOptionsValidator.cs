using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Failures;

/// <summary>Keeps failures on purpose out of every environment but Development, and reads the plan before anything runs.</summary>
internal sealed class FailurePointOptionsValidator(IHostEnvironment environment) : IValidateOptions<FailurePointOptions>
{
    private const string EnabledKey = $"{FailurePointOptions.Section}:{nameof(FailurePointOptions.Enabled)}";
    private const string PlanKey = $"{FailurePointOptions.Section}:{nameof(FailurePointOptions.Plan)}";

    public ValidateOptionsResult Validate(string? name, FailurePointOptions options)
    {
        var flaws = new List<string>();
        if (options.Enabled && !environment.IsDevelopment())
        {
            flaws.Add($"{EnabledKey} is 'true': only Development accepts it, and this is {environment.EnvironmentName}.");
        }

        if (!string.IsNullOrEmpty(options.Plan) && !options.Enabled)
        {
            flaws.Add($"{PlanKey} is '{options.Plan}': it does nothing without {EnabledKey}.");
        }

        if (!FailurePlan.TryParse(options.Plan, out _, out var flaw))
        {
            flaws.Add($"{PlanKey} is '{options.Plan}': {flaw}");
        }

        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }
}
