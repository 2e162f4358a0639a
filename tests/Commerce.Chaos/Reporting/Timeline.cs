using System.Globalization;
using System.Text;
using Commerce.Chaos.Running;

namespace Commerce.Chaos.Reporting;

/// <summary>What happened in a schedule: its faults, and what each customer heard.</summary>
internal static class Timeline
{
    public static string Of(ScheduleResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"schedule {result.Schedule.Name}: {result.Schedule.Orders.Count} orders");
        foreach (var breach in result.Breaches)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"BROKEN {breach}");
        }

        text.AppendLine().AppendLine("what broke:");
        foreach (var line in result.Story)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }

        foreach (var customer in result.Customers)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{customer.Order}:");
            foreach (var line in customer.Told.Story)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
            }
        }

        return text.ToString();
    }
}
