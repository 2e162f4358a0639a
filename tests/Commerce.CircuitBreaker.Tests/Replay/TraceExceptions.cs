namespace Commerce.CircuitBreaker.Tests.Replay;

internal sealed class RecordedException : Exception;

internal sealed class IgnoredException : Exception;

internal sealed class UnrecordedException : Exception;
