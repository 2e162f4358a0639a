using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Commerce.ServiceDefaults.Shutdown;

/// <summary>
/// Answers of a process that was told to end are the last on their connection, so that nobody sends the next request on one that is about
/// to be closed.
/// </summary>
internal sealed class CloseConnections(IHostApplicationLifetime lifetime) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                context.Response.Headers.Connection = "close";
            }

            return rest(context);
        });
        next(app);
    };
}
