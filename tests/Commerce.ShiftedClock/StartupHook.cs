using System.Diagnostics;
using Commerce.ShiftedClock;

/// <summary>What the runtime calls before the service's own Main.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (ShiftedClockSettings.Ahead is { } ahead)
        {
            DiagnosticListener.AllListeners.Subscribe(new HostListener(ahead));
        }
    }
}
