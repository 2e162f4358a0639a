using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Tests;

public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("commerce-lock-").FullName;

    [Fact]
    public async Task Only_one_holds_it_and_the_next_one_gets_it_when_it_is_let_go()
    {
        var path = Path.Combine(_folder, "lock");
        var first = FileLock.Try(path);
        Assert.NotNull(first);
        Assert.Null(FileLock.Try(path));
        var second = FileLock.WaitAsync(path, () => { }, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first.Dispose();

        using var held = await second;
        Assert.Null(FileLock.Try(path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_is_not_held_by_anybody()
    {
        var path = Path.Combine(_folder, new string('x', 300));

        Assert.ThrowsAny<IOException>(() => FileLock.Try(path));
        await Assert.ThrowsAnyAsync<IOException>(
            () => FileLock.WaitAsync(path, () => Assert.Fail("waits"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
