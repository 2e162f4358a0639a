namespace Commerce.Api.Load.PaidOrders;

/// <summary>What <c>paid-orders</c> measures.</summary>
/// <param name="Clients">How many buyers there are; each places the next order when the last one has ended.</param>
/// <param name="WarmUp">How long they buy before anything counts: the runtime compiles what is used often, anew and better.</param>
/// <param name="Duration">How long each side is measured.</param>
/// <param name="Hot">All of them want one product.</param>
/// <param name="Compare">The floor is measured too, alternating with the orders.</param>
/// <param name="Profile">The statements are listed, the dearest first.</param>
/// <param name="Filled">Measured once more with so many finished orders in the database, and what reads them as well; null: not.</param>
/// <param name="Replicas">So many APIs and workers, against one of each.</param>
/// <param name="Group">The database is a group of three servers.</param>
/// <param name="Json">Where the figures are written as well; null: nowhere.</param>
internal sealed record PaidOrdersSettings(
    int Clients,
    TimeSpan WarmUp,
    TimeSpan Duration,
    bool Hot,
    bool Compare,
    bool Profile,
    int? Filled,
    int Replicas,
    bool Group,
    FileInfo? Json);
