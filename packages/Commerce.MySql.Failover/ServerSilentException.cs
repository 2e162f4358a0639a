namespace Commerce.MySql.Failover;

/// <summary>A server did not answer in time where the driver knows no limit: it stands still, or it cannot be reached any more.</summary>
public sealed class ServerSilentException() : Exception("The server has not answered in time.");
