namespace Commerce.Core.Gateways;

/// <summary>Tells a request that never left from one whose fate nobody knows.</summary>
internal static class ConnectionFault
{
    /// <summary>
    /// True when no connection came about, so that the PG cannot have seen the request. Everything after that, a cut connection
    /// included, proves nothing.
    /// </summary>
    public static bool NeverSent(Exception fault) => Root(fault) switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        } => true,
        // HttpClient's own timeout is off, so this is SocketsHttpHandler.ConnectTimeout.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    public static string Describe(Exception fault) => Root(fault) switch
    {
        HttpRequestException { HttpRequestError: var error } => $"No answer from the PG ({error}).",
        OperationCanceledException => "The connection to the PG could not be opened in time.",
        var other => $"No answer from the PG ({other.GetType().Name}).",
    };

    private static Exception Root(Exception fault) => fault is Refit.ApiRequestException { InnerException: { } inner } ? inner : fault;
}
