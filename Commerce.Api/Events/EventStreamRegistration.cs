using Commerce.Core;

namespace Commerce.Api.Events;

internal static class EventStreamRegistration
{
    public static void AddOrderStreams(this WebApplicationBuilder builder)
    {
        builder.AddEventStreams();
        builder.Services.AddSingleton<WatchReads>();
        builder.Services.AddSingleton<StreamOrder>();
        builder.Services.AddSingleton<WaitForOrder>();
    }
}
