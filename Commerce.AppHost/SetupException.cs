namespace Commerce.AppHost;

/// <summary>Something the user has to change before the stack can start. The message is a sentence for them; no stack trace follows.</summary>
internal sealed class SetupException(string message, Exception? cause = null) : DistributedApplicationException(message, cause!)
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int ExitCode = 78;
}
