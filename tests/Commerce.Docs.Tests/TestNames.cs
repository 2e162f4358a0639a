using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>The tests of this repository as documents name them: <c>TokenTests.A_right_token_is_its_member</c>.</summary>
internal static partial class TestNames
{
    public static IReadOnlySet<string> All { get; } = Repository.Files(".cs")
        .Where(path => path.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(TestsIn)
        .ToHashSet();

    /// <summary>Those that a text names, whether or not they exist.</summary>
    public static IEnumerable<string> In(string text) => TestName().Matches(text).Select(name => name.Value);

    private static IEnumerable<string> TestsIn(string path) =>
        TestMethod().Matches(Repository.Read(path)).Select(test => $"{Path.GetFileNameWithoutExtension(path)}.{test.Groups["name"].Value}");

    [GeneratedRegex(@"\w+\.\w+")]
    private static partial Regex TestName();

    // A public method of a class of tests is a test (xUnit1013), and the class has the name of its file.
    [GeneratedRegex(@"^    public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex TestMethod();
}
