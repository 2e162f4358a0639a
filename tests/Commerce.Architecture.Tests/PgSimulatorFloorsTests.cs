using System.Reflection;

namespace Commerce.Architecture.Tests;

public sealed class PgSimulatorFloorsTests
{
    [Fact]
    public void Every_folder_names_only_folders_on_lower_floors() => new Floors(
        Assembly.Load("Commerce.PgSimulator"),
        outside: [],
        ["Storage", "Telemetry", "Payments", "Page"],
        ["Wire", "Due"],
        ["Idempotency", "Faults", "Books", "Retention"],
        ["Callbacks", "Toss.Wire"],
        ["Flow", "Toss.Payments", "Toss.Idempotency"],
        ["Compatibility", "Toss.Webhooks", "Toss.Books"],
        ["Toss.Flow"],
        ["Toss.Window"],
        ["Toss"]).AssertHeld();
}
