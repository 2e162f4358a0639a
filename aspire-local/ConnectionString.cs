namespace Aspire.Hosting.ApplicationModel
{
    public interface IResourceWithConnectionString : IResource, IValueProvider
    {
        ReferenceExpression ConnectionStringExpression { get; }

        ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
            ConnectionStringExpression.GetValueAsync(cancellationToken);

        ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);
    }

    public class ParameterResource : Resource, IValueProvider
    {
        private readonly Func<string> _value;

        internal ParameterResource(string name, Func<string> value) : base(name) => _value = value;
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value());
    }
}

namespace Aspire.Hosting
{
    public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
        : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
    {
        public ReferenceExpression ConnectionStringExpression => connectionStringExpression;
    }

    public static class ParameterResourceBuilderExtensions
    {
        public static IResourceBuilder<ParameterResource> AddParameter(
            this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false) =>
            builder.AddResource(new ParameterResource(name, valueGetter));

        public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
            this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
        {
            var configured = new ParameterResource(name, () => builder.Configuration.GetConnectionString(name)
                ?? throw new DistributedApplicationException($"The connection string '{name}' is missing."));
            return builder.AddConnectionString(name, ReferenceExpression.Create($"{configured}"));
        }
    }

    public static class ConnectionStringBuilderExtensions
    {
        public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
            this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression) =>
            builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
    }
}
