using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Worker;

/// <summary>What every timer needs.</summary>
internal sealed record DrainTimerServices(TimeProvider Time, FaultLog Faults, IHostApplicationLifetime Lifetime);
