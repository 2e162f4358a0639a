using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>docs/errors.md explains every error that a client can meet, under the code that the client has.</summary>
public sealed partial class ErrorListTests
{
    [Fact]
    public void The_page_has_every_code_with_its_status_and_no_other()
    {
        var inCode = Error().Matches(Repository.Read("Commerce.Core/Errors/ErrorCode.cs"))
            .Select(error => (Code: error.Groups["code"].Value, Status: error.Groups["status"].Value))
            .Concat(OperatorError().Matches(Repository.Read("Commerce.ServiceDefaults/Operators/OperatorProblems.cs"))
                .Select(error => (Code: error.Groups["code"].Value, Status: error.Groups["status"].Value)))
            .GroupBy(error => error.Code)
            .Select(error => $"{error.Key}: {string.Join(" or ", error.Select(one => one.Status).Order(StringComparer.Ordinal))}");
        var onPage = Heading().Matches(Repository.Read("docs/errors.md"))
            .Select(heading => $"{heading.Groups["code"].Value}: {heading.Groups["status"].Value}");

        Assert.Equal(inCode, onPage);
    }

    [GeneratedRegex("""new\("(?<code>[^"]+)", (?<status>\d{3})[,)]""")]
    private static partial Regex Error();

    [GeneratedRegex("""StatusCodes\.Status(?<status>\d{3})\w+, "(?<code>[A-Z_0-9]+)"\)""")]
    private static partial Regex OperatorError();

    [GeneratedRegex(@"^## (?<code>.+)\n\n\*\*(?<status>[0-9 or]+)\.\*\*", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
