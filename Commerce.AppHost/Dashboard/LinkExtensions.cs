namespace Commerce.AppHost.Dashboard;

/// <summary>How a service looks in the dashboard.</summary>
internal static class LinkExtensions
{
    /// <summary>Gives it an icon of its own, and links with names in place of a bare address.</summary>
    public static IResourceBuilder<ProjectResource> ShownAs(
        this IResourceBuilder<ProjectResource> service, string icon, params (string Path, string Name)[] links) =>
        service.WithIconName(icon).WithUrls(context =>
        {
            var endpoint = context.GetEndpoint("http");
            context.Urls.Clear();
            context.Urls.AddRange(links.Select(
                link => new ResourceUrlAnnotation { Url = endpoint!.Url + link.Path, DisplayText = link.Name, Endpoint = endpoint }));
        });
}
