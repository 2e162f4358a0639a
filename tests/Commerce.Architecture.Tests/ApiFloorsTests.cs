using System.Reflection;

namespace Commerce.Architecture.Tests;

public sealed class ApiFloorsTests
{
    [Fact]
    public void Every_folder_names_only_folders_on_lower_floors() => new Floors(
        Assembly.Load("Commerce.Api"),
        outside: [],
        ["Http"],
        ["Overload", "RateLimits"],
        ["Access"],
        ["CustomerService", "Idempotency", "Members", "Products", "Reconciliations", "Webhooks"],
        ["Coupons", "Events", "Likes", "Payments", "Points"],
        ["CheckoutPage", "Cors", "Orders"]).AssertHeld();
}
