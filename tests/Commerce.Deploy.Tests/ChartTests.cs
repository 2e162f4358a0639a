using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.Deploy.Tests.Charts;
using Json.Schema;
using k8s.Models;

namespace Commerce.Deploy.Tests;

/// <summary>
/// The Helm chart: what it creates is what Kubernetes knows, holds to the rules of a pod, and does not drift from the AppHost.
/// </summary>
public sealed class ChartTests(Manifest manifest)
{
    public static TheoryData<string> All => [Releases.Smallest, Releases.Fullest];

    [Fact]
    public void A_release_is_the_services_of_the_app_host_each_with_what_belongs_to_it()
    {
        var smallest = Chart.Release(Releases.Smallest);
        var fullest = Chart.Release(Releases.Fullest);

        Assert.Equal(manifest.Services, Named<V1Deployment>(fullest));
        Assert.Equal(manifest.Services.Except(["pg-simulator"]), Named<V1Deployment>(smallest));
        Assert.Equal(Named<V1Deployment>(fullest), Named<V1Service>(fullest));
        Assert.Equal(Named<V1Deployment>(fullest), Named<V1NetworkPolicy>(fullest));
        Assert.Equal(["commerce-api", "worker"], Named<V1PodDisruptionBudget>(smallest));
        Assert.Equal(["commerce-api"], Named<V2HorizontalPodAutoscaler>(smallest));
        Assert.Empty(Named<V2HorizontalPodAutoscaler>(fullest));
        Assert.Null(smallest.OfType<V1Deployment>().Single(d => d.Metadata.Name == "commerce-api").Spec.Replicas); // The autoscaler's.
        Assert.Equal("pre-install,pre-upgrade", Assert.Single(smallest.OfType<V1Job>()).Metadata.Annotations["helm.sh/hook"]);
        Assert.Contains("kind: ServiceMonitor", Chart.Render(Releases.Fullest), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_pod_runs_as_nobody_on_a_file_system_that_it_cannot_write(string values) =>
        Assert.All(Chart.Pods(Chart.Release(values)), pod =>
        {
            var container = Assert.Single(pod.Value.Containers);
            Assert.True(pod.Value.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.Value.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.Value.AutomountServiceAccountToken);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.VolumeMounts);
            Assert.True(container.Resources.Requests.ContainsKey("memory") && container.Resources.Limits.ContainsKey("memory"));
        });

    [Theory]
    [MemberData(nameof(All))]
    public void A_service_is_restarted_for_itself_alone_and_gets_no_traffic_while_it_cannot_serve(string values) =>
        Assert.All(Chart.Release(values).OfType<V1Deployment>(), deployment =>
        {
            var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
            Assert.Equal("/alive", container.LivenessProbe.HttpGet.Path);
            Assert.Equal("/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.Equal("http", Assert.Single(container.Ports).Name);
            Assert.Equal("0", $"{deployment.Spec.Strategy.RollingUpdate.MaxUnavailable}");
            // Shutdown:DrainDelay is 5 s, Shutdown:Timeout 30 s; who notices that a pod is not ready any more takes two probes.
            Assert.True(container.ReadinessProbe.PeriodSeconds * container.ReadinessProbe.FailureThreshold < 5);
            Assert.True(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds >= 5 + 30 + 5);
        });

    [Fact]
    public void A_service_gets_every_setting_that_the_app_host_gives_it()
    {
        var pods = Chart.Pods(Chart.Release(Releases.Fullest));

        Assert.All(manifest.Services, service =>
            Assert.Empty(manifest.SettingsOf(service).Except(pods[service].Containers[0].Env.Select(variable => variable.Name))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_variable_is_a_setting_of_its_service_and_what_is_secret_comes_from_a_secret(string values) =>
        Assert.All(Chart.Pods(Chart.Release(values)), pod => Assert.All(pod.Value.Containers[0].Env, variable =>
        {
            Assert.True(KnownSettings.Has(pod.Key, variable.Name), $"{pod.Key} has no setting {variable.Name}.");
            Assert.Equal(Secrets.Is(variable.Name), variable.ValueFrom?.SecretKeyRef is not null);
        }));

    [Fact]
    public void What_has_to_be_said_is_asked_for_in_a_sentence()
    {
        var asked = Assert.Throws<InvalidOperationException>(() => Chart.Render("image: { registry: r }"));

        Assert.Equal("pg.callbackUrl: this API as the PG sees it", asked.Message);
    }

    [Fact]
    public void The_schema_takes_the_values_and_refuses_a_slip()
    {
        var schema = JsonSchema.FromFile(Path.Combine(Chart.Folder, "values.schema.json"));

        Assert.All([.. All.Select(row => row.Data), string.Empty], values => Assert.True(IsValid(schema, values), values));
        Assert.All(
            ["api: { replica: 2 }", "pg: { callbacks: Sined }", "auth: { authority: http://login }", "api: { port: 80 }"],
            slip => Assert.False(IsValid(schema, slip), slip));
    }

    private static bool IsValid(JsonSchema schema, string values) =>
        schema.Evaluate(JsonNode.Parse(JsonSerializer.Serialize(Plain(Chart.Values(values)))).Deserialize<JsonElement>()).IsValid;

    private static object? Plain(object? value) => value switch
    {
        IDictionary<object, object?> map => map.ToDictionary(entry => (string)entry.Key, entry => Plain(entry.Value)),
        IList<object?> list => list.Select(Plain).ToList(),
        _ => value,
    };

    private static IEnumerable<string> Named<T>(IEnumerable<object> release)
        where T : k8s.IKubernetesObject<V1ObjectMeta> =>
        release.OfType<T>().Select(item => item.Metadata.Name).Order(StringComparer.Ordinal);
}
