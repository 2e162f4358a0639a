using Commerce.Core;

namespace Commerce.Architecture.Tests;

/// <summary>What stands where, and why: docs/adr/0018-folders-on-floors.md.</summary>
public sealed class CoreFloorsTests
{
    [Fact]
    public void Every_folder_names_only_folders_on_lower_floors() => new Floors(
        typeof(CoreRegistration).Assembly,
        outside: ["Persistence", "Persistence.Migrations"],
        ["Errors", "Texts", "Tracing", "Outbox", "Leases"],
        ["Paging", "Members", "Circuits", "Events"],
        ["Products", "Idempotency", "Payments"],
        ["Orders", "Coupons", "Likes", "Journal", "CustomerService", "Recovery.Schedule"],
        ["Points", "Gateways"],
        ["Gateways.Simulator", "Gateways.Toss", "PaymentFlow"],
        ["Recovery"],
        ["Callbacks", "Checkout", "Reconciliation", "Delivery", "Webhooks"],
        ["Backlog", "Retention"]).AssertHeld();
}
