using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Likes;

internal static class LikesRegistration
{
    public static void AddLikes(this IServiceCollection services)
    {
        services.AddSingleton<LikeProduct>();
        services.AddSingleton<UnlikeProduct>();
        services.AddSingleton<ListLikes>();
    }
}
