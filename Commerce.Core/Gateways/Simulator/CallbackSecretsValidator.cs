using Microsoft.Extensions.Options;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// Who receives callbacks needs the secrets to check them. Apart from the other checks, because no message may repeat the value.
/// </summary>
internal sealed class CallbackSecretsValidator : IValidateOptions<PgOptions>
{
    private const int MostSecrets = 2;

    public ValidateOptionsResult Validate(string? name, PgOptions options)
    {
        var key = $"{new SimulatorName(name!).Sections[^1]}:{nameof(options.CallbackSecrets)}";
        if (options.Callbacks == CallbackMode.Signed && options.CallbackSecrets.Length == 0)
        {
            return ValidateOptionsResult.Fail(
                $"{key}:0 is not set: give it the secret that the PG signs its callbacks with ({CallbackSecret.Form}), or set "
                + $"{PgOptions.Section}:{nameof(options.Callbacks)} to {CallbackMode.Requery}.");
        }

        var failures = Enumerable.Range(0, options.CallbackSecrets.Length)
            .Where(i => !CallbackSecret.TryParse(options.CallbackSecrets[i], out _))
            .Select(i => $"{key}:{i}: it must be {CallbackSecret.Form}.")
            .ToList();
        if (options.CallbackSecrets.Length > MostSecrets)
        {
            failures.Add($"{key}: at most {MostSecrets} secrets are active at a time, the new one and the one before.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
