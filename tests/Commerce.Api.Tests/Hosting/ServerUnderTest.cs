using Commerce.TestHost;

namespace Commerce.Api.Tests.Hosting;

/// <summary>
/// The database server that these tests run on. Where the flavour that was asked for cannot be had, they are skipped and say why.
/// </summary>
internal static class ServerUnderTest
{
    public static async Task<CommerceStack> StartAsync(string folder, CancellationToken ct)
    {
        var options = new CommerceStackOptions { DatabaseOnly = true, DataFolder = folder };
        try
        {
            return await CommerceStack.CreateAsync(options, ct);
        }
        catch (InvalidOperationException e) when (DatabaseFlavour.CannotBeHad(e))
        {
            Assert.Skip(e.Message.ReplaceLineEndings(" "));
            throw;
        }
    }
}
