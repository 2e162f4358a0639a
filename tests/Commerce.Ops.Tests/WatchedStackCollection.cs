namespace Commerce.Ops.Tests;

/// <summary>The tests of this collection look at one stack and change nothing in it.</summary>
[CollectionDefinition]
public sealed class WatchedStackCollection : ICollectionFixture<WatchedStack>;
