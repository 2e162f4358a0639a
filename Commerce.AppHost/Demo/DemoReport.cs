using System.Globalization;
using Spectre.Console;

namespace Commerce.AppHost.Demo;

/// <summary>What the demo shows at its end.</summary>
internal static class DemoReport
{
    public static void Print(IAnsiConsole console, IReadOnlyList<DemoOrder> orders, DemoBooks books)
    {
        var table = new Table().SimpleBorder()
            .AddColumn(new TableColumn("Order").RightAligned().NoWrap())
            .AddColumn(new TableColumn("What").NoWrap())
            .AddColumn(new TableColumn("Card").NoWrap())
            .AddColumn(new TableColumn("PG").NoWrap())
            .AddColumn(new TableColumn("End").NoWrap())
            .AddColumn(new TableColumn("ms").RightAligned().NoWrap())
            .AddColumn(new TableColumn("Books").RightAligned().NoWrap());
        foreach (var order in orders)
        {
            table.AddRow(
                new Text(order.OrderId?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                new Text(order.Title),
                new Text(order.Card),
                new Text(order.PaymentStatus ?? "-"),
                new Markup(End(order)),
                new Text(order.Clock.ElapsedMilliseconds.ToString("N0", CultureInfo.InvariantCulture)),
                new Markup(Won(order, books)));
        }

        console.Write(table);
        foreach (var order in orders.Where(order => order.Reason is not null))
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"[grey]  {order.OrderId?.ToString(CultureInfo.InvariantCulture) ?? "-",5}  {order.Reason}[/]");
        }

        console.MarkupLine(Sum(orders, books));
    }

    /// <summary>How many orders ended in which way, in one sentence.</summary>
    public static string Summary(IReadOnlyList<DemoOrder> orders)
    {
        var ends = orders.GroupBy(Outcome).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}");
        return $"{orders.Count} orders: {string.Join(", ", ends)}.";
    }

    private static string Outcome(DemoOrder order) => order switch
    {
        { OrderId: null } => $"not taken ({order.Refusal})",
        { Refusal: { } refusal } => $"{order.Status} ({refusal})",
        _ => order.Status,
    };

    private static string End(DemoOrder order) => order switch
    {
        { OrderId: null } => $"[yellow]{order.Refusal}[/]",
        { Status: "COMPLETED" } => "[green]COMPLETED[/]",
        _ => $"[yellow]{order.Status}[/]",
    };

    private static string Won(DemoOrder order, DemoBooks books) =>
        string.Create(CultureInfo.InvariantCulture, $"{books.Of(order):N0}{(books.Agree(order) ? string.Empty : " [red]DIFFERS[/]")}");

    private static string Sum(IReadOnlyList<DemoOrder> orders, DemoBooks books)
    {
        var ours = orders.Sum(order => order.Due);
        var theirs = orders.Sum(books.Of);
        var differing = orders.Count(order => !books.Agree(order));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Our books: {ours:N0} won paid. The PG's books: {theirs:N0} won. ") +
            (differing == 0 ? "[green]They agree, order by order.[/]" : $"[red]{differing} orders differ.[/]");
    }
}
