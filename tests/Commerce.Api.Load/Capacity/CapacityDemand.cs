namespace Commerce.Api.Load.Capacity;

/// <summary>What a shop wants.</summary>
/// <param name="OrdersPerDay">Paid orders of a usual day.</param>
/// <param name="PeakFactor">How many times as many come in the busiest second as on average, 1 or more.</param>
/// <param name="Utilisation">
/// How busy the processors may be at the peak, above 0 up to 1: the rest is for what fails and for what comes.
/// </param>
/// <param name="DatabaseProcessors">How many processors one database server has.</param>
/// <param name="Copies">How many times the database is there: 3 for a group.</param>
/// <param name="DatabaseShare">
/// What is left of a server's orders when a commit waits for others too, above 0 up to 1; null: of several copies what was measured.
/// </param>
/// <param name="YearsKept">For how long orders stay in the database.</param>
internal sealed record CapacityDemand(
    long OrdersPerDay,
    double PeakFactor = 5,
    double Utilisation = 0.5,
    int DatabaseProcessors = 16,
    int Copies = 1,
    double? DatabaseShare = null,
    double YearsKept = 2)
{
    public double OrdersPerSecond => OrdersPerDay / TimeSpan.FromDays(1).TotalSeconds;

    public double ShareLeft => DatabaseShare ?? (Copies > 1 ? OrderCost.ShareOfAGroup : 1);

    public double PeakPerSecond => OrdersPerSecond * PeakFactor;
}
