using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace Commerce.Deploy.Tests.Charts;

/// <summary>The Helm chart of <c>deploy/helm/commerce</c>, and what a release of it creates.</summary>
internal static class Chart
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "deploy", "helm", "commerce");

    // Of an operator that is installed in some clusters; the library does not know it.
    private const string Foreign = "kind: ServiceMonitor";

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    /// <summary>
    /// All objects of a release, each read strictly as what Kubernetes knows by its kind: a field that is misspelt or in the wrong place is
    /// an error.
    /// </summary>
    public static IReadOnlyList<object> Release(string values)
    {
        var documents = Render(values).Split("\n---\n").Where(text => text.Trim().Length > 0).ToList();
        return [.. documents.Where(text => !text.Contains(Foreign, StringComparison.Ordinal)).SelectMany(
            text => KubernetesYaml.LoadAllFromString(text, strict: true))];
    }

    /// <summary>What Helm would send, as text.</summary>
    public static string Render(string values)
    {
        var templates = Directory.GetFiles(Path.Combine(Folder, "templates")).Order(StringComparer.Ordinal).ToDictionary(
            file => Path.GetFileName(file), file => Template.Parse(File.ReadAllText(file)));
        var defined = templates.Values.SelectMany(parts => parts).OfType<Template.Define>().ToDictionary(define => define.Name);
        var rendering = new Rendering(Root(Values(values)), defined);
        return string.Join("\n---\n", templates.Where(template => !template.Key.StartsWith('_')).Where(
            template => template.Key != "NOTES.txt" || rendering.Of(template.Value).Length == 0).Select(
            template => rendering.Of(template.Value)));
    }

    /// <summary>The chart's own values with those of a release over them.</summary>
    public static IDictionary<object, object?> Values(string values)
    {
        var merged = Read("values.yaml");
        Merge(merged, Yaml.Deserialize<Dictionary<object, object?>>(values) ?? []);
        return merged;
    }

    public static Dictionary<object, object?> Read(string file) =>
        Yaml.Deserialize<Dictionary<object, object?>>(File.ReadAllText(Path.Combine(Folder, file)));

    /// <summary>The pods that a release runs, by the name of what runs them.</summary>
    public static Dictionary<string, V1PodSpec> Pods(IEnumerable<object> objects) => objects.Select(item => item switch
    {
        V1Deployment deployment => (deployment.Metadata.Name, deployment.Spec.Template.Spec),
        V1Job job => (job.Metadata.Name, job.Spec.Template.Spec),
        _ => default,
    }).Where(pod => pod.Name is not null).ToDictionary(pod => pod.Name, pod => pod.Spec);

    private static Dictionary<string, object?> Root(IDictionary<object, object?> values) => new()
    {
        ["Values"] = values,
        ["Chart"] = new Dictionary<object, object?> { ["AppVersion"] = Read("Chart.yaml")["appVersion"] },
        ["Release"] = new Dictionary<object, object?> { ["Name"] = "shop", ["Namespace"] = "shop" },
    };

    private static void Merge(IDictionary<object, object?> into, IDictionary<object, object?> from)
    {
        foreach (var (key, value) in from)
        {
            if (value is IDictionary<object, object?> inner && into.TryGetValue(key, out var there)
                && there is IDictionary<object, object?> outer)
            {
                Merge(outer, inner);
            }
            else
            {
                into[key] = value;
            }
        }
    }
}
