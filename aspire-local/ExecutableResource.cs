namespace Aspire.Hosting.ApplicationModel
{
    public class ExecutableResource(string name, string command, string workingDirectory)
        : Resource(name), IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport
    {
        public string Command => command;
        public string WorkingDirectory => workingDirectory;
        internal string[] Args { get; init; } = [];
    }
}

namespace Aspire.Hosting
{
    public static class ExecutableResourceBuilderExtensions
    {
        public static IResourceBuilder<ExecutableResource> AddExecutable(
            this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
            builder.AddResource(new ExecutableResource(name, command, Path.Combine(builder.AppHostDirectory, workingDirectory)) { Args = args ?? [] });
    }
}
