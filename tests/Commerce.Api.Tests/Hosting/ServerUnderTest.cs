using Commerce.TestHost;

namespace Commerce.Api.Tests.Hosting;

/// <summary>
/// The database server that these tests run on: of the flavour that the project which runs them asks for, else the one that a user gets,
/// which is MySQL where it can be had. Where a flavour that was asked for cannot be had, the tests are skipped and say why.
/// </summary>
internal static class ServerUnderTest
{
    /// <summary>Null: none was asked for.</summary>
    public static string? Flavour => (string?)AppContext.GetData("Commerce.Tests.DatabaseFlavour");

    public static async Task<CommerceStack> StartAsync(string folder, CancellationToken ct)
    {
        var options = new CommerceStackOptions
        {
            DatabaseOnly = true,
            DataFolder = folder,
            AppHostArgs = Flavour is { } flavour ? [$"--Commerce:MySql:Flavour={flavour}"] : [],
        };
        try
        {
            return await CommerceStack.CreateAsync(options, ct);
        }
        catch (InvalidOperationException e)
            when (Flavour is not null && e.Message.Contains("No MariaDB server can be had", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message.ReplaceLineEndings(" "));
            throw;
        }
    }
}
