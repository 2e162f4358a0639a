using Commerce.Core.Payments;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>Checks the names in <c>PgGateways</c>: payments remember them, and breakers are called after them.</summary>
internal sealed class FurtherNamesValidator(IConfiguration configuration) : IValidateOptions<PgOptions>
{
    public ValidateOptionsResult Validate(string? name, PgOptions options)
    {
        if (name != SimulatorName.First.Value)
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = configuration.GetSection(PgOptions.FurtherSection).GetChildren()
            .Where(further => !SimulatorName.CanBeFurther(further.Key))
            .Select(
                further =>
                    $"{further.Path}: a gateway's name has 1 to {Payment.MaxGatewayLength} lower-case letters, digits and hyphens, and "
                    + $"is not {SimulatorName.First.Value}.")
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
