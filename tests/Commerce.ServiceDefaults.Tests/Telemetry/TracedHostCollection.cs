namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>What one provider in a process records, the others see as recorded too: these tests run while no other does.</summary>
[CollectionDefinition(nameof(TracedHostCollection), DisableParallelization = true)]
public sealed class TracedHostCollection;
