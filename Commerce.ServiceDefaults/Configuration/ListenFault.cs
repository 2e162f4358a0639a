using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>Why a process cannot listen where it was told to: the port is taken, not allowed, or not this machine's.</summary>
internal static class ListenFault
{
    /// <returns>One sentence; null when the exception is about something else.</returns>
    public static string? Explain(Exception e) => e switch
    {
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message} Stop the other process, or set another one with --urls.",
        IOException { InnerException: SocketException fault } => $"{e.Message} ({fault.SocketErrorCode})",
        SocketException
        { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse } fault =>
            $"the process cannot listen there: {fault.Message}. Set another one with --urls.",
        _ => null,
    };
}
