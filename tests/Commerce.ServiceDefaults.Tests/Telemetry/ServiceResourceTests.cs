namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>Whatever a process tells, it tells which version of what it is, and where.</summary>
[Collection(nameof(TracedHostCollection))]
public sealed class ServiceResourceTests
{
    [Fact]
    public void A_process_names_itself_its_version_and_its_environment()
    {
        using var host = new TracedHost();

        var told = host.Resource.Attributes.ToDictionary();

        Assert.Equal(("Commerce.Example", "staging"), (told["service.name"], told["deployment.environment.name"]));
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.IsType<string>(told["service.version"]));
    }

    [Fact]
    public void Two_processes_of_one_service_are_told_apart()
    {
        using var one = new TracedHost();
        using var other = new TracedHost();

        Assert.NotEqual(InstanceOf(one), InstanceOf(other));

        static string InstanceOf(TracedHost host) => Assert.IsType<string>(host.Resource.Attributes.ToDictionary()["service.instance.id"]);
    }

    [Fact]
    public void Its_operator_has_the_last_word()
    {
        using var host = new TracedHost(
            ("OTEL_SERVICE_NAME", "commerce-api"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=blue,service.instance.id=1"));

        var told = host.Resource.Attributes.ToDictionary();

        Assert.Equal(
            ("commerce-api", "blue", "1"), (told["service.name"], told["deployment.environment.name"], told["service.instance.id"]));
    }
}
