namespace Commerce.Api.Http;

/// <summary>Says of a handler's parameter that it is read from a header; the OpenAPI document tells so.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequestHeaderAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>False by default.</summary>
    public bool Required { get; init; }
}
