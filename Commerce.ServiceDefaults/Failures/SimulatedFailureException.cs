namespace Commerce.ServiceDefaults.Failures;

/// <summary>The work broke off at a failure point because the plan says so.</summary>
public sealed class SimulatedFailureException(string point) : Exception($"The plan lets the work break off at {point}.");
