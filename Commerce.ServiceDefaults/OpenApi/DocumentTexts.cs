namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>What a document says beside what the endpoints say of themselves.</summary>
/// <param name="Title">The name of the API.</param>
/// <param name="Description">What it is for, in Markdown.</param>
/// <param name="Tags">What each group of endpoints is for, in the order in which they are shown.</param>
/// <param name="Parameters">What a parameter of that name is, wherever it is.</param>
public sealed record DocumentTexts(
    string Title,
    string Description,
    IReadOnlyList<(string Name, string Description)> Tags,
    IReadOnlyDictionary<string, ParameterText> Parameters);

/// <param name="Description">Null: the endpoint says it.</param>
/// <param name="Example">A value that works.</param>
public sealed record ParameterText(string? Description, object Example);
