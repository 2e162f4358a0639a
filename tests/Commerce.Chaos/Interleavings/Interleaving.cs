namespace Commerce.Chaos.Interleavings;

/// <summary>One order of steps in one variant. The same seed and number make the same again.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Interleaving(int Seed, int Number, Variant Variant, IReadOnlyList<Step> Steps)
{
    public string Name => $"{Seed}:{Number}";

    public override string ToString() => $"{Name} ({Variant}): {string.Join(", ", Steps)}";
}
