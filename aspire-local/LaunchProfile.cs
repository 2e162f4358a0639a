using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting;

internal sealed record LaunchProfile(string Name, string ApplicationUrl, Dictionary<string, string> EnvironmentVariables)
{
    /// <summary>The profile of that name, else the first one; null when the project has no launch settings.</summary>
    public static LaunchProfile? Read(string projectDirectory, string? wanted)
    {
        var file = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return null;
        }

        var settings = JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var profiles = settings!["profiles"]!.AsObject();
        var (name, profile) = wanted is not null && profiles[wanted] is { } named ? KeyValuePair.Create(wanted, (JsonNode?)named) : profiles.First();
        var variables = profile!["environmentVariables"].Deserialize<Dictionary<string, string>>() ?? [];
        return new LaunchProfile(name, (string?)profile["applicationUrl"] ?? string.Empty, variables);
    }
}
