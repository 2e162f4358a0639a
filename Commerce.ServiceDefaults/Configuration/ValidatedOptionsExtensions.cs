using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>Options that are checked when the process starts, with errors that name the configuration key.</summary>
public static class ValidatedOptionsExtensions
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to <paramref name="section"/> and checks its data annotations at start.
    /// An unknown key inside the section is an error too: a setting that is misspelt would otherwise do nothing, silently.
    /// </summary>
    /// <param name="section">The configuration section, for example <c>Pg</c>. It appears in every error message.</param>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddValidatedOptions<TOptions>(Options.DefaultName, section);

    /// <summary>The same for options that there are several of, each under a name.</summary>
    /// <param name="sections">
    /// Bound one after the other: a later one says what differs. It is the last that appears in error messages.
    /// </param>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(
        this IServiceCollection services, string name, params string[] sections)
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(provider =>
            new KeyNamingValidator<TOptions>(name, sections[^1], provider.GetRequiredService<IConfiguration>()));
        var options = services.AddOptions<TOptions>(name);
        foreach (var section in sections)
        {
            options.BindConfiguration(section);
        }

        return options.ValidateOnStart();
    }
}
