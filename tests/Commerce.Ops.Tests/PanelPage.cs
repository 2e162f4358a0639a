using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Commerce.Ops.Tests;

/// <summary>Panels as a page of plain SVG, and that as a picture by Chromium.</summary>
internal sealed partial class PanelPage(DateTimeOffset from, DateTimeOffset to)
{
    private const int Width = 400, Height = 150, Columns = 3;

    private static readonly string[] Colours = ["#73bf69", "#f2cc0c", "#5794f2", "#ff780a", "#f2495c", "#b877d9", "#8ab8ff", "#96d98d"];

    private readonly StringBuilder _panels = new();
    private int _count;

    public static string NameOf(string legend, Curve curve) =>
        Label().Replace(legend, match => curve.Labels.GetValueOrDefault(match.Groups[1].Value, string.Empty));

    public void Add(string file, JsonNode panel, IReadOnlyList<(string Name, Curve Curve)> curves)
    {
        _count++;
        var unit = (string)panel["fieldConfig"]!["defaults"]!["unit"]!;
        var top = Math.Max(
            (double?)panel["fieldConfig"]!["defaults"]!["max"] ?? 0,
            curves.SelectMany(curve => curve.Curve.Points).Select(point => point.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max());
        top = top > 0 ? top : 1;
        var lines = string.Concat(curves.Select((curve, index) =>
            $"<path d='{PathOf(curve.Curve, top)}' stroke='{Colours[index % Colours.Length]}' fill='none' stroke-width='1.6'/>"));
        var grid = string.Concat(Enumerable.Range(0, 5).Select(step => Grid(step, top, unit)));
        var legend = string.Concat(curves.Select((curve, index) =>
            $"<span><i style='background:{Colours[index % Colours.Length]}'></i>{WebUtility.HtmlEncode(curve.Name)}</span>"));
        _panels.Append(CultureInfo.InvariantCulture, $"""
            <div class='panel'><b>{WebUtility.HtmlEncode((string)panel["title"]!)}</b> <small>{file}</small>
            <svg width='{Width}' height='{Height}'>{grid}{lines}</svg><div class='legend'>{legend}</div></div>
            """);
    }

    public async Task SaveAsync(string picture, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
        var folder = Directory.CreateTempSubdirectory("commerce-picture-");
        var page = Path.Combine(folder.FullName, "page.html");
        await File.WriteAllTextAsync(page, Page(), ct);
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--screenshot={picture}",
            $"--window-size={(Columns * (Width + 26)) + 14},{(((_count + Columns - 1) / Columns) * (Height + 84)) + 40}", page,
        ];
        using var chromium = Process.Start("chromium", arguments);
        await chromium.WaitForExitAsync(ct);
        folder.Delete(recursive: true);
        Assert.Equal(0, chromium.ExitCode);
    }

    private string PathOf(Curve curve, double top)
    {
        var path = new StringBuilder();
        double? before = null;
        foreach (var (at, value) in curve.Points.Where(point => double.IsFinite(point.Value)))
        {
            var x = 44 + ((at - from.ToUnixTimeSeconds()) / (to - from).TotalSeconds * (Width - 50));
            var y = Height - 8 - (value / top * (Height - 20));
            path.Append(CultureInfo.InvariantCulture, $"{(before is { } last && at - last <= 3 ? 'L' : 'M')}{x:F1} {y:F1}");
            before = at;
        }

        return path.ToString();
    }

    private static string Grid(int step, double top, string unit)
    {
        var y = Height - 8 - (step / 4d * (Height - 20));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<line x1='44' x2='{Width}' y1='{y:F0}' y2='{y:F0}' stroke='#2c3235'/><text x='40' "
            + $"y='{y + 3:F0}'>{Text(top * step / 4, unit)}</text>");
    }

    private static string Text(double value, string unit) => unit switch
    {
        "percentunit" => value.ToString("P0", CultureInfo.InvariantCulture),
        "s" => $"{value.ToString("0.##", CultureInfo.InvariantCulture)} s",
        _ => value.ToString("0.#", CultureInfo.InvariantCulture),
    };

    private string Page() => $$"""
        <html><style>
        body{background:#111217;color:#ccccdc;font:12px sans-serif;margin:10px}
        .page{display:grid;grid-template-columns:repeat({{Columns}},{{Width + 16}}px);gap:10px}
        .panel{background:#181b1f;border:1px solid #2c3235;border-radius:3px;padding:7px;min-height:{{Height + 56}}px}
        small{color:#7b8087} text{fill:#7b8087;font-size:10px;text-anchor:end}
        .legend span{margin-right:10px;white-space:nowrap;font-size:11px} i{display:inline-block;width:10px;height:3px;margin-right:4px;vertical-align:middle}
        </style><body><div class='page'>{{_panels}}</div></body></html>
        """;

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Label();
}
