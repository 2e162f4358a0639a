using System.Globalization;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;

namespace Commerce.Api.Http;

/// <summary>How the API reads and writes, whatever the endpoint.</summary>
internal static class ApiSetup
{
    private const long MaxBodyBytes = 64 * 1024;

    /// <summary>Writes Korean and quotes as they are: the answers are JSON and never part of an HTML page.</summary>
    public static readonly JavaScriptEncoder ReadableKorean = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static void AddApiConventions(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // No answer holds a secret beside what its caller chose (BREACH).
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, MediaTypeNames.Application.ProblemJson, "text/csv"];
        });
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = ReadableKorean;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        });
        builder.Services.Configure<RequestLocalizationOptions>(localization =>
        {
            var languages = new[] { new CultureInfo("ko"), new CultureInfo("en") };
            localization.DefaultRequestCulture = new RequestCulture("ko");
            localization.SupportedCultures = languages;
            localization.SupportedUICultures = languages;
            localization.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }
}
