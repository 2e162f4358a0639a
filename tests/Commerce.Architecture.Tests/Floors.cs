using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Commerce.Architecture.Tests;

/// <summary>
/// The folders of one project in floors: a folder names only folders on lower floors, so folders on one floor do not name each other. What
/// lies in no folder stands above all of them.
/// </summary>
/// <param name="outside">Folders beside the floors: they may name every folder, and every folder them.</param>
/// <param name="floors">The folders of each floor, lowest floor first. <c>Gateways.Simulator</c> is one of its own.</param>
internal sealed class Floors(Assembly assembly, string[] outside, params string[][] floors)
{
    private const string Root = "(root)";

    private readonly string _root = assembly.GetName().Name!;

    private readonly Dictionary<string, int> _floorOf = floors
        .SelectMany((folders, floor) => folders.Select(folder => (folder, floor)))
        .Append((folder: Root, floor: floors.Length))
        .ToDictionary(entry => entry.folder, entry => entry.floor);

    public void AssertHeld()
    {
        var breaches = Breaches();
        Assert.True(breaches is [], string.Join(Environment.NewLine, breaches));
    }

    /// <summary>
    /// What does not hold, a sentence each: folders that the table lacks or has too many, and folders that name one not below them.
    /// </summary>
    public IReadOnlyList<string> Breaches()
    {
        var types = new ArchLoader().LoadAssemblies(assembly).Build().Types.Where(IsOurs).ToList();
        var folders = types.Select(FolderOf).Append(Root).ToHashSet();
        var upward = types
            .SelectMany(type => type.Dependencies.Where(d => IsOurs(d.Target)).Select(d => (From: type, To: d.Target)))
            .Where(pair => !IsAllowed(FolderOf(pair.From), FolderOf(pair.To)))
            .GroupBy(pair => (From: FolderOf(pair.From), To: FolderOf(pair.To)), pair => $"{NameOf(pair.From)} -> {NameOf(pair.To)}");
        return
        [
            .. folders.Except(_floorOf.Keys).Except(outside).Order().Select(folder => $"{folder} stands on no floor"),
            .. _floorOf.Keys.Concat(outside).Except(folders).Order().Select(folder => $"{folder} is on a floor and is not there"),
            .. upward.OrderBy(pair => pair.Key)
                .Select(pair => $"{pair.Key.From} names {pair.Key.To}, which is not below it: {Join(pair.Distinct().Order())}"),
        ];
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);

    private bool IsAllowed(string from, string to) =>
        from == to
        || outside.Contains(from)
        || outside.Contains(to)
        || !_floorOf.TryGetValue(from, out var floor)
        || !_floorOf.TryGetValue(to, out var lower)
        || lower < floor;

    private bool IsOurs(IType type) => type.FullName.StartsWith($"{_root}.", StringComparison.Ordinal);

    private string FolderOf(IType type) =>
        OutermostOf(type) is var name && name.LastIndexOf('.') is var end && end > _root.Length ? name[(_root.Length + 1)..end] : Root;

    private static string NameOf(IType type) => OutermostOf(type) is var name ? name[(name.LastIndexOf('.') + 1)..] : name;

    private static string OutermostOf(IType type) => type.FullName.Split('+')[0];
}
