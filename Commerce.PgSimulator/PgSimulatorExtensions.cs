using System.Text.Json.Serialization;
using Commerce.PgSimulator.Books;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Compatibility;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Flow;
using Commerce.PgSimulator.Page;
using Commerce.PgSimulator.Retention;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.PgSimulator;

/// <summary>Puts the gateway together.</summary>
internal static class PgSimulatorExtensions
{
    private const long LargestBody = 1 << 20; // A script of 10,000 outcomes takes a quarter of it.

    public static void AddPgSimulator(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddOpenApi(openApi => openApi.DescribeWire(PgDocument.Texts));
        builder.Services.ConfigureHttpJsonOptions(json => // The document's alone: what goes over the wire is WireJson.
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        // What runs in the background starts in this order: the tables are there first, and what is to be forgotten is, before work begins.
        builder.Services.AddPaymentGatewayDatabase();
        builder.Services.AddCompatibility();
        builder.Services.AddFaults();
        builder.Services.AddCallbacks();
        builder.Services.AddPaymentFlow();
        builder.Services.AddBooks();
        builder.Services.AddToss();
        builder.Services.AddRetention();
    }

    /// <summary>The original's port, 8082, when nothing (URLS, HTTP_PORTS, Kestrel:Endpoints) says otherwise.</summary>
    public static void ListenOnOwnPortUnlessTold(this WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        var told = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!told)
        {
            builder.WebHost.UseUrls("http://localhost:8082");
        }
    }

    public static void MapPgSimulator(this WebApplication app)
    {
        app.UseMiddleware<ErrorAnswers>();
        app.UsePage();
        app.MapPayments();
        app.MapTestCards();
        app.MapFaults();
        app.MapBooks();
        app.MapToss();
        app.MapOpenApi();
        app.MapReferencePage(PgDocument.Texts.Title);
    }
}
