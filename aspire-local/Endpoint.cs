namespace Aspire.Hosting.ApplicationModel;

public sealed class EndpointAnnotation : IResourceAnnotation
{
    internal EndpointAnnotation(string name, string? uriScheme = null) => (Name, UriScheme) = (name, uriScheme ?? "tcp");

    public string Name { get; set; }
    public string UriScheme { get; set; }
    public bool IsProxied { get; set; } = true;
    public int? Port { get; set; }
    public int? TargetPort { get; set; }
    internal int? AllocatedPort { get; set; }
    internal string Url => $"{UriScheme}://localhost:{AllocatedPort}";
}

public enum EndpointProperty { Host, Port }

public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    public IResourceWithEndpoints Resource => owner;
    public string EndpointName => endpointName;
    public bool Exists => Find() is not null;
    public bool IsAllocated => Find()?.AllocatedPort is not null;
    public string Url => Allocated.Url;

    internal EndpointAnnotation Allocated => IsAllocated
        ? Find()!
        : throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private EndpointAnnotation? Find() => Resource.All<EndpointAnnotation>().SingleOrDefault(e => e.Name == EndpointName);
}

public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IValueProvider
{
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(property == EndpointProperty.Port
        ? endpointReference.Allocated.AllocatedPort!.Value.ToString(CultureInfo.InvariantCulture)
        : "localhost");
}
