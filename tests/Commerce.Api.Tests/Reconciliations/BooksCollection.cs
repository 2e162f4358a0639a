namespace Commerce.Api.Tests.Reconciliations;

/// <summary>The tests of this collection share the PG's books, so they take turns.</summary>
[CollectionDefinition]
public sealed class BooksCollection;
