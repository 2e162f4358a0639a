using System.Globalization;
using System.Text.Encodings.Web;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Window;

/// <summary>The window as HTML: the order, a card, and what is to come of it. It needs no script.</summary>
internal static class WindowPage
{
    public static string Of(WindowPayment payment) => Frame($"Pay {payment.OrderName}", $$"""
        <dl class="tiles">
          <div><dt>Order</dt><dd id="order">{{Text(payment.OrderId)}}</dd></div>
          <div><dt>Amount</dt><dd id="amount">₩{{payment.Amount.ToString("N0", CultureInfo.InvariantCulture)}}</dd></div>
        </dl>
        <form method="post">
          <p class="row">
            <label for="card">Card</label>
            <input id="card" name="card" value="{{WindowPick.DefaultCard}}" inputmode="numeric" autocomplete="off" required
                   pattern="[0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{4}" list="cards">
            <datalist id="cards">{{Options(TestCard.All.Select(card => (card.CardNo, card.Outcome.Meaning)))}}</datalist>
          </p>
          <p class="buttons">
            <button name="pick" value="card">Pay as the card decides</button>
            <button name="pick" value="dice">Pay, and let the dice decide</button>
            <button name="pick" value="close" formnovalidate>Close the window</button>
            <button name="pick" value="expire" formnovalidate>Let the window expire</button>
            <button name="pick" value="expire-unconfirmed">Pay, and be confirmed too late</button>
          </p>
          <p class="row">
            <label for="fate">What the confirm meets</label>
            <select id="fate" name="fate">
              <optgroup label="Outcomes">{{Options(Outcome.All.Select(outcome => (outcome.Name, outcome.Name)))}}</optgroup>
              <optgroup label="Codes">{{Options(TossErrors.OfConfirm.Select(error => (error.Code, error.Code)))}}</optgroup>
            </select>
            <button name="pick" value="fate">Pay, and meet this</button>
          </p>
          <p class="row">
            <label for="failure">How the window fails</label>
            <select id="failure" name="failure">{{Options(WindowPick.Failures.Select(code => (code, code)))}}</select>
            <button name="pick" value="fail" formnovalidate>Fail</button>
          </p>
        </form>
        """);

    /// <summary>There is nothing to do in it any more.</summary>
    public static string Over(string why) => Frame("The window is over", $"<p id=\"over\" role=\"status\">{Text(why)}</p>");

    private static string Frame(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{Text(title)}</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/page.css">
        </head>
        <body>
          <header><h1>{Text(title)}</h1><p>PG simulator, Toss Payments' dialect: no money moves.</p></header>
          <main><section>{body}</section></main>
        </body>
        </html>
        """;

    private static string Options(IEnumerable<(string Value, string Label)> options) =>
        string.Concat(options.Select(option => $"<option value=\"{Text(option.Value)}\">{Text(option.Label)}</option>"));

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
