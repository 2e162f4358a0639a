namespace Commerce.Core.Errors;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">As the client wrote it: <c>items[0].quantity</c>, <c>createdFrom</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record FieldError(string Field, string Message);
