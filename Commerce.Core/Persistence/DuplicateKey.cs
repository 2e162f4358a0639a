using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Commerce.Core.Persistence;

internal static class DuplicateKey
{
    /// <summary>Somebody else was quicker: a unique key already holds the value that was to be saved.</summary>
    public static bool IsDuplicateKey(this DbUpdateException e) =>
        e.InnerException is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry };
}
