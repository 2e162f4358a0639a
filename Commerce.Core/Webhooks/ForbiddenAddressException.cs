namespace Commerce.Core.Webhooks;

/// <summary>A webhook leads to where none may.</summary>
public sealed class ForbiddenAddressException() : Exception("The name leads to no address that may be connected to.");
