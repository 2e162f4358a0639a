using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

public interface IResourceAnnotation;

public interface IResource
{
    string Name { get; }
    internal List<IResourceAnnotation> Annotations { get; }
}

public interface IResourceWithEnvironment : IResource;
public interface IResourceWithEndpoints : IResource;
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
public interface IResourceWithWaitSupport : IResource;

public interface IResourceWithParent : IResource
{
    IResource Parent { get; }
}

public abstract class Resource(string name) : IResource
{
    public virtual string Name => name;
    List<IResourceAnnotation> IResource.Annotations { get; } = [];
}

public interface IResourceCollection : IList<IResource>;
internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection;

public interface IResourceBuilder<out T> where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }
    T Resource { get; }
}

internal sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T> where T : IResource;

internal static class ResourceExtensions
{
    public static IEnumerable<T> All<T>(this IResource resource) where T : IResourceAnnotation => resource.Annotations.OfType<T>();

    public static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, IResourceAnnotation annotation) where T : IResource
    {
        builder.Resource.Annotations.Add(annotation);
        return builder;
    }

    /// <summary>What it waits for. A database waits for its server.</summary>
    public static IEnumerable<IResource> Dependencies(this IResource resource) => resource.All<WaitAnnotation>().Select(w => w.Dependency)
        .Concat(resource is IResourceWithParent child ? [child.Parent] : []);

    /// <summary>A process of its own, as opposed to a parameter, a connection string or a database inside a server.</summary>
    public static bool IsProcess(this IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource;
}
