using System.Reflection;

namespace Commerce.AppHost;

/// <summary>
/// Something the user has to change before the stack can start. The message is a sentence for them; no stack trace follows.
/// </summary>
internal sealed class SetupException(string message, Exception? cause = null) : DistributedApplicationException(message, cause!)
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int ExitCode = 78;

    /// <summary>
    /// False in a test that hosts this program: of an exit code it would learn nothing, and wait, so it gets the exception.
    /// </summary>
    public static bool IsReadByPeople => Assembly.GetEntryAssembly() == Assembly.GetExecutingAssembly();
}
