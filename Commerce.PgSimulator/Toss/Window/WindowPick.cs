using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Window;

/// <summary>What the buyer does in the window, and what is to come of it.</summary>
/// <param name="Act">What he does.</param>
/// <param name="CardNumber">Masked; null where no card is needed.</param>
/// <param name="Fate">What the confirm is to meet; null: the dice decide.</param>
/// <param name="Failure">With which code the window fails.</param>
internal sealed record WindowPick(WindowAct Act, string? CardNumber = null, string? Fate = null, string? Failure = null)
{
    public const string DefaultCard = "4242-4242-4242-4242";
    private const int CardDigits = 16;

    /// <summary>The codes with which a window can fail before anything is confirmed.</summary>
    public static readonly IReadOnlyList<string> Failures = ["REJECT_CARD_COMPANY", "PAY_PROCESS_ABORTED"];

    /// <summary>Reads the window's form.</summary>
    /// <exception cref="TossException">INVALID_CARD_NUMBER, or INVALID_REQUEST: nobody can pick that.</exception>
    public static WindowPick Read(IFormCollection form)
    {
        var pick = form["pick"].ToString();
        return pick switch
        {
            "close" => new(WindowAct.Close),
            "expire" => new(WindowAct.Expire),
            "fail" when Failures.Contains(form["failure"].ToString()) => new(WindowAct.Fail, Failure: form["failure"].ToString()),
            "dice" => new(WindowAct.Agree, Card(form)),
            "card" => new(WindowAct.Agree, Card(form), TestCard.Find(form["card"].ToString())?.Outcome.Name),
            "fate" => new(WindowAct.Agree, Card(form), Named(form["fate"].ToString())),
            "expire-unconfirmed" => new(WindowAct.AgreeAndExpire, Card(form)),
            _ => throw new TossException("INVALID_REQUEST"),
        };
    }

    private static string Named(string name) => WindowFate.Find(name)?.Name ?? throw new TossException("INVALID_REQUEST");

    private static string Card(IFormCollection form)
    {
        var written = form.TryGetValue("card", out var card) ? card.ToString() : DefaultCard;
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        return digits.Length == CardDigits && written.Length <= CardDigits + 3
            ? $"{digits[..6]}******{digits[^4..]}"
            : throw new TossException("INVALID_CARD_NUMBER");
    }
}

/// <summary>What a buyer can do in the window.</summary>
internal enum WindowAct
{
    Agree,

    /// <summary>He agrees, and nobody can confirm it any more.</summary>
    AgreeAndExpire,
    Close,
    Fail,
    Expire,
}
