using Commerce.Core;

namespace Commerce.Architecture.Tests;

/// <summary>The check itself, on tables that are wrong.</summary>
public sealed class FloorsTests
{
    [Fact]
    public void A_folder_that_names_a_higher_one_is_told_with_both_and_the_types()
    {
        var breaches = Check(["Members"], ["Errors"]);
        Assert.Contains(breaches, breach =>
            breach.StartsWith("Members names Errors, which is not below it:", StringComparison.Ordinal)
            && breach.Contains("MemberId -> CommerceException"));
    }

    [Fact]
    public void Folders_on_one_floor_do_not_name_each_other() =>
        Assert.Contains(Check(["Members", "Errors"]), breach => breach.StartsWith("Members names Errors", StringComparison.Ordinal));

    [Fact]
    public void A_folder_without_a_floor_and_a_floor_without_its_folder_are_told()
    {
        var breaches = Check(["Nowhere"]);
        Assert.Contains("Errors stands on no floor", breaches);
        Assert.Contains("Nowhere is on a floor and is not there", breaches);
    }

    private static IReadOnlyList<string> Check(params string[][] floors) =>
        new Floors(typeof(CoreRegistration).Assembly, [], floors).Breaches();
}
