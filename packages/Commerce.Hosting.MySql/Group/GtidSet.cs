using System.Globalization;

namespace Commerce.Hosting.MySql.Group;

/// <summary>
/// A set of transactions, as MySQL writes it: <c>uuid:1-5:9, uuid:tag:1-3</c>. It tells which of two nodes has all that the other has.
/// </summary>
internal sealed class GtidSet
{
    private readonly SortedDictionary<string, List<(long First, long Last)>> _ranges = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many transactions.</summary>
    public long Count => _ranges.Values.SelectMany(ranges => ranges).Sum(range => range.Last - range.First + 1);

    /// <exception cref="FormatException">It is not one.</exception>
    public static GtidSet Parse(string text)
    {
        var set = new GtidSet();
        foreach (var entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = entry.Split(':', StringSplitOptions.TrimEntries);
            var source = parts[0];
            foreach (var part in parts[1..])
            {
                // A tag stands before its ranges; letters begin it, and digits a range.
                if (!char.IsAsciiDigit(part.FirstOrDefault('0')))
                {
                    source = $"{parts[0]}:{part}";
                    continue;
                }

                set.Add(source, Range(part));
            }
        }

        return set;
    }

    /// <summary>Both together.</summary>
    public GtidSet Union(GtidSet other)
    {
        var both = new GtidSet();
        foreach (var (source, ranges) in _ranges.Concat(other._ranges))
        {
            ranges.ForEach(range => both.Add(source, range));
        }

        return both;
    }

    public bool Contains(GtidSet other) => Union(other).Count == Count;

    public override string ToString() => string.Join(
        ',', _ranges.Select(source => source.Key + string.Concat(source.Value.Select(range => $":{range.First}-{range.Last}"))));

    private static (long First, long Last) Range(string text)
    {
        var ends = Array.ConvertAll(text.Split('-'), end => long.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture));
        return (ends[0], ends[^1]);
    }

    // Sorted and without overlaps, so that ranges can be counted.
    private void Add(string source, (long First, long Last) added)
    {
        if (!_ranges.TryGetValue(source, out var ranges))
        {
            _ranges[source] = ranges = [];
        }

        foreach (var near in ranges.Where(range => range.First <= added.Last + 1 && added.First <= range.Last + 1).ToList())
        {
            added = (Math.Min(added.First, near.First), Math.Max(added.Last, near.Last));
            ranges.Remove(near);
        }

        ranges.Insert(ranges.Count(range => range.Last < added.First), added);
    }
}
