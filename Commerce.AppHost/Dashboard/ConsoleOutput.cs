namespace Commerce.AppHost.Dashboard;

/// <summary>How much of what the services print goes onto the console too.</summary>
internal enum ConsoleOutput
{
    Warnings,
    All,
    None,
}
