namespace Commerce.AppHost.Dashboard;

/// <summary>A command of the dashboard did not do what it was asked. The message is a sentence for the operator.</summary>
internal sealed class CommandRefusal(string message) : Exception(message);
