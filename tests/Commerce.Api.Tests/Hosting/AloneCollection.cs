namespace Commerce.Api.Tests.Hosting;

/// <summary>
/// Tests that break an invariant for a moment, on purpose: they run after all others, one at a time, so that no other test ends with a look
/// at what they did.
/// </summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
