namespace Commerce.ServiceDefaults.Operators;

/// <summary>By which authentication schemes a process knows operators: the key, and what else it adds.</summary>
public sealed class OperatorSchemes
{
    public IList<string> Names { get; } = [];
}
