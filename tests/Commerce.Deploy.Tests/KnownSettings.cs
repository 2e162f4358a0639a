using System.Reflection;

namespace Commerce.Deploy.Tests;

/// <summary>The settings that a service has, by its options classes: a section, and a property of it.</summary>
internal static class KnownSettings
{
    private static readonly string[] OfEveryService =
        ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_HTTP_PORTS", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static readonly Dictionary<string, (string[] Assemblies, string Connection)> Services = new()
    {
        ["commerce-api"] = (["Commerce.Api", "Commerce.Core", "Commerce.ServiceDefaults"], "ConnectionStrings__commerce"),
        ["migrate"] = (["Commerce.Api", "Commerce.Core", "Commerce.ServiceDefaults"], "ConnectionStrings__commerce"),
        ["worker"] = (["Commerce.Worker", "Commerce.Core", "Commerce.ServiceDefaults"], "ConnectionStrings__commerce"),
        ["pg-simulator"] = (["Commerce.PgSimulator", "Commerce.ServiceDefaults"], "ConnectionStrings__paymentgateway"),
    };

    public static bool Has(string service, string variable)
    {
        if (OfEveryService.Contains(variable) || variable == Services[service].Connection)
        {
            return true;
        }

        var words = variable.Split("__");
        var options = Services[service].Assemblies.SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
                ?.GetRawConstantValue() is string section && section == words[0])
            .ToList();
        return words.Length > 1 && options.Exists(type => type.GetProperty(words[1]) is not null);
    }
}
