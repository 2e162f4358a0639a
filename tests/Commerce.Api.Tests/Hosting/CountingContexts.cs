using System.Collections.Concurrent;
using System.Diagnostics;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Hosting;

/// <summary>Counts the contexts that a process works with, for each trace: a context is a connection and a round trip or more.</summary>
internal sealed class CountingContexts(IDbContextFactory<CommerceDbContext> inner) : IDbContextFactory<CommerceDbContext>
{
    private readonly ConcurrentDictionary<ActivityTraceId, int> _created = [];

    /// <summary>Puts it between the process and its contexts.</summary>
    public static void Wrap(IServiceCollection services)
    {
        var given = services.Last(service => service.ServiceType == typeof(IDbContextFactory<CommerceDbContext>));
        services.AddSingleton(
            provider => new CountingContexts((IDbContextFactory<CommerceDbContext>)given.ImplementationFactory!(provider)));
        services.AddSingleton<IDbContextFactory<CommerceDbContext>>(provider => provider.GetRequiredService<CountingContexts>());
    }

    public int Of(ActivityTraceId trace) => _created.GetValueOrDefault(trace);

    public CommerceDbContext CreateDbContext()
    {
        if (Activity.Current is { } span)
        {
            _created.AddOrUpdate(span.TraceId, 1, (_, count) => count + 1);
        }

        return inner.CreateDbContext();
    }
}
