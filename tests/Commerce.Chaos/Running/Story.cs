namespace Commerce.Chaos.Running;

/// <summary>What happened when, for people.</summary>
internal sealed class Story
{
    private readonly Lock _one = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_one)
            {
                return [.. _lines];
            }
        }
    }

    public void Tell(TimeSpan at, string what)
    {
        lock (_one)
        {
            _lines.Add($"{at.TotalSeconds,7:0.000} s  {what}");
        }
    }
}
