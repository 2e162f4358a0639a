namespace Commerce.ServiceDefaults.Tests.CircuitBreaker.Replay;

internal sealed class RecordedException : Exception;

internal sealed class IgnoredException : Exception;

internal sealed class UnrecordedException : Exception;
