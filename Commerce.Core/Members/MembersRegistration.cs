using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Members;

internal static class MembersRegistration
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddSingleton<JoinMember>();
        services.AddSingleton<FindMember>();
    }
}
