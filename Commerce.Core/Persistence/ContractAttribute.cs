namespace Commerce.Core.Persistence;

/// <summary>
/// Marks a migration that takes away what an older release needs: it may ship one release after the code ceased to use it. Every other
/// migration only adds (docs/operations.md).
/// </summary>
/// <param name="unusedSince">The first release whose code does without, for example <c>0.2.0</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ContractAttribute(string unusedSince) : Attribute
{
    public Version UnusedSince { get; } = Version.Parse(unusedSince);
}
