using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Adds to the variables of a process just before it starts; a value is text or a provider of text.</summary>
    internal sealed record EnvironmentAnnotation(Action<Dictionary<string, object>> Apply) : IResourceAnnotation;

    internal sealed record WaitAnnotation(IResource Dependency) : IResourceAnnotation;
    internal sealed record HealthCheckAnnotation(string Key) : IResourceAnnotation;
    internal sealed record ExplicitStartAnnotation : IResourceAnnotation;
}

namespace Aspire.Hosting
{
    public static class ResourceBuilderExtensions
    {
        private static readonly HttpClient HealthClient = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

        public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
            where T : IResourceWithEnvironment => builder.WithVariable(name, value ?? string.Empty);

        public static IResourceBuilder<T> WithEnvironment<T>(
            this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
            where T : IResourceWithEnvironment => builder.WithVariable(name, value.Expression);

        public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
            where T : IResourceWithEnvironment => builder.WithVariable(name, parameter.Resource);

        public static IResourceBuilder<TDestination> WithReference<TDestination>(
            this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
            where TDestination : IResourceWithEnvironment =>
            builder.WithVariable($"ConnectionStrings__{connectionName ?? source.Resource.Name}", source.Resource);

        public static IResourceBuilder<TDestination> WithReference<TDestination>(
            this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
            where TDestination : IResourceWithEnvironment
        {
            var name = source.Resource.Name;
            var prefix = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
            return builder.With(new EnvironmentAnnotation(variables =>
            {
                foreach (var endpoint in source.Resource.All<EndpointAnnotation>())
                {
                    variables[$"{prefix}_{endpoint.Name.ToUpperInvariant()}"] = variables[$"services__{name}__{endpoint.UriScheme}__0"] =
                        source.GetEndpoint(endpoint.Name);
                }
            }));
        }

        public static IResourceBuilder<T> WithEndpoint<T>(
            this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
            where T : IResourceWithEndpoints
        {
            var endpoint = builder.Resource.All<EndpointAnnotation>().SingleOrDefault(e => e.Name == endpointName);
            if (endpoint is null && createIfNotExists)
            {
                builder.With(endpoint = new EndpointAnnotation(endpointName));
            }

            if (endpoint is not null)
            {
                callback(endpoint);
            }

            return builder;
        }

        public static IResourceBuilder<T> WithEndpoint<T>(
            this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null,
            string? env = null, bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null)
            where T : IResourceWithEndpoints =>
            builder.With(new EndpointAnnotation(name ?? scheme ?? "tcp", scheme) { IsProxied = isProxied ?? true, Port = port, TargetPort = targetPort });

        public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
            where T : IResourceWithEndpoints => new(builder.Resource, name);

        public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
            where T : IResourceWithWaitSupport => builder.With(new WaitAnnotation(dependency.Resource));

        public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
            where T : IResource => builder.With(new ExplicitStartAnnotation());

        public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
            where T : IResource => builder.With(new HealthCheckAnnotation(key));

        public static IResourceBuilder<T> WithHttpHealthCheck<T>(
            this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
            where T : IResourceWithEndpoints
        {
            string[] names = endpointName is null ? ["https", "http"] : [endpointName];
            var endpoint = names.Select(builder.GetEndpoint).FirstOrDefault(e => e.Exists) ?? throw new DistributedApplicationException(
                $"Could not create HTTP health check for resource '{builder.Resource.Name}' as no endpoint was found matching one of the specified names: {string.Join(", ", names)}");
            var (key, expected) = ($"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_check", statusCode ?? 200);
            builder.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, async ct =>
            {
                using var response = await HealthClient.GetAsync(new Uri(new Uri(endpoint.Url), path ?? "/"), ct);
                var status = (int)response.StatusCode;
                return status == expected ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{path} answered {status}");
            });
            return builder.WithHealthCheck(key);
        }

        private static IResourceBuilder<T> WithVariable<T>(this IResourceBuilder<T> builder, string name, object value)
            where T : IResource => builder.With(new EnvironmentAnnotation(variables => variables[name] = value));
    }
}
