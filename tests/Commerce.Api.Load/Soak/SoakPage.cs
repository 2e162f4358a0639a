using System.Globalization;
using System.Net;
using System.Text;

namespace Commerce.Api.Load.Soak;

/// <summary>A page with a plot of everything that must not grow, which needs nothing but a browser.</summary>
internal static class SoakPage
{
    private const int Width = 440;
    private const int Height = 110;

    private const string Style = """
        body { font: 14px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1000px; color: #222 }
        figure { display: inline-block; margin: 0 20px 20px 0 } figcaption { font-weight: 600 } svg { background: #f7f7f7 }
        .grows { color: #b00020 } small { color: #666; font-weight: 400 }
        """;

    public static string Of(IReadOnlyList<SoakSample> samples, IReadOnlyDictionary<string, Trend> trends)
    {
        var text = new StringBuilder();
        var title = Invariant($"{samples[^1].Values["orders"]:N0} orders in {samples[^1].Hour:0.0} hours");
        text.Append($"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>");
        text.Append($"<style>{Style}</style></head><body>");
        text.AppendLine($"<h1>{title}</h1>");
        foreach (var (name, trend) in trends)
        {
            text.AppendLine(Figure(name, trend, samples));
        }

        return text.Append("</body></html>").ToString();
    }

    private static string Figure(string name, Trend trend, IReadOnlyList<SoakSample> samples)
    {
        var most = Math.Max(1e-9, samples.Max(sample => sample.Values[name]));
        var points = samples.Select(sample => Invariant(
            $"{sample.Hour / samples[^1].Hour * Width:0.0},{Height - (sample.Values[name] / most * (Height - 4)):0.0}"));
        var verdict = trend.IsFlat ? "flat" : "grows";
        return $"<figure><figcaption class='{verdict}'>{WebUtility.HtmlEncode(name)} <small>"
            + Invariant($"0 to {most:N1}, {trend.PerHour:+0.0;-0.0} an hour: {verdict}</small></figcaption>")
            + Invariant($"<svg width='{Width}' height='{Height}' role='img'>")
            + $"<polyline fill='none' stroke='{(trend.IsFlat ? "#2a6" : "#b00020")}' stroke-width='2' points='{string.Join(' ', points)}'/>"
            + "</svg></figure>";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
