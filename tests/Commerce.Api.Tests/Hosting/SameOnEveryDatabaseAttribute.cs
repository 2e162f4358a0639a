namespace Commerce.Api.Tests.Hosting;

/// <summary>No database takes part in these tests, so they are not run once more on the other flavour.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SameOnEveryDatabaseAttribute : Attribute;
