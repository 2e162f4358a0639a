using System.ComponentModel.DataAnnotations;

namespace Commerce.Api.Cors;

/// <summary>Whose pages may call the API from a browser. Configuration section <c>Cors</c>.</summary>
internal sealed class CorsOptions : IValidatableObject
{
    public const string Section = "Cors";
    public const string Everybody = "*";

    /// <summary>
    /// Origins such as <c>https://shop.example.com</c>, without a path; or <c>*</c> alone for every page there is, which is safe as far as
    /// the API goes: it knows nobody by a cookie. Default: none, and a browser lets no page of another origin read an answer.
    /// </summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>For how long a browser need not ask again. 0 to 1 day; default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan PreflightMaxAge { get; set; } = TimeSpan.FromMinutes(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AllowedOrigins is [Everybody])
        {
            yield break;
        }

        foreach (var (index, _) in AllowedOrigins.Index().Where(origin => !IsOrigin(origin.Item)))
        {
            yield return new ValidationResult(
                "it must be an origin: scheme, host and port alone, such as https://shop.example.com.",
                [$"{nameof(AllowedOrigins)}:{index}"]);
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && text == uri.GetLeftPart(UriPartial.Authority);
}
