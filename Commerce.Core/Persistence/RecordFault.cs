using System.Net.Sockets;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Tells a record that cannot be worked off from a world in which nothing can: only the former counts towards setting the record
/// aside. An outage sets nothing aside, however long it lasts.
/// </summary>
internal static class RecordFault
{
    private const int CheckViolated = 3819;

    public static bool IsOfTheRecord(Exception failure) => DatabaseFault.NameOf(failure) is null && failure.GetBaseException() switch
    {
        MySqlException database => IsAboutData(database),
        OperationCanceledException or TimeoutException or HttpRequestException or SocketException or IOException => false,
        _ => true,
    };

    /// <summary>The sentence of the case. The error's own message is left out: it may repeat what a stranger sent.</summary>
    public static string Describe(string what, int failures, Exception last) =>
        $"{what} failed {failures} times and is not tried any more. The last error was {last.GetBaseException().GetType().Name}.";

    // SQLSTATE 22 is data that does not fit, 23 a constraint; MySQL gives two of that kind no state of their own.
    private static bool IsAboutData(MySqlException e) =>
        e.SqlState is ['2', '2' or '3', ..]
            || e.ErrorCode == MySqlErrorCode.TruncatedWrongValueForField
            || (int)e.ErrorCode == CheckViolated;
}
