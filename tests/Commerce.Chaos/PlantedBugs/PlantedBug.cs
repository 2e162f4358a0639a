using System.Globalization;

namespace Commerce.Chaos.PlantedBugs;

/// <summary>A bug of the kind that people ship, as a patch to this tree. The tests are there to catch it.</summary>
/// <param name="Number">From 1; its name for <c>--only</c>.</param>
/// <param name="Name">What is wrong, in words that a file can be named by.</param>
/// <param name="Title">What is wrong, in a line.</param>
/// <param name="Invariant">The promise of docs/invariants.md that it breaks.</param>
/// <param name="Nearest">The tests that are expected to catch it first, in the order in which they are run.</param>
internal sealed record PlantedBug(int Number, string Name, string Title, string Invariant, params TestClass[] Nearest)
{
    /// <summary>The patch's file in <c>PlantedBugs/Patches</c>: a unified diff from the root of the tree.</summary>
    public string PatchFile => string.Create(CultureInfo.InvariantCulture, $"{Number:00}-{Name}.patch");
}

/// <param name="Project">The project's name, which is also that of its folder in <c>tests</c>.</param>
/// <param name="Name">Without its namespace.</param>
internal sealed record TestClass(string Project, string Name);
