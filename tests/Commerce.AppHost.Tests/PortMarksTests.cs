namespace Commerce.AppHost.Tests;

public sealed class PortMarksTests : IDisposable
{
    private const int One = 20_001;
    private const int Other = 20_002;

    private readonly string _folder = Directory.CreateTempSubdirectory("commerce-marks-").FullName;
    private readonly Dictionary<int, int> _looks = new() { [One] = 0, [Other] = 0 };

    [Fact]
    public async Task Ports_that_an_earlier_run_keeps_are_waited_for_once_all_together()
    {
        foreach (var port in _looks.Keys)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, $"{port}"), string.Empty, TestContext.Current.CancellationToken);
        }

        using var marks = new PortMarks(_folder, TimeSpan.FromMilliseconds(300));
        await marks.TakeAsync(One, IsFree);
        await marks.TakeAsync(Other, IsFree);

        Assert.True(_looks[One] > 2, $"{_looks[One]} looks: it was not waited for.");
        Assert.Equal(2, _looks[Other]); // Once to see that it is taken, and once more when the time was over.
    }

    [Fact]
    public async Task A_strangers_port_is_not_waited_for()
    {
        using var marks = new PortMarks(_folder, TimeSpan.FromMinutes(10));
        await marks.TakeAsync(One, IsFree);

        Assert.Equal(2, _looks[One]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool IsFree(int port)
    {
        _looks[port]++;
        return false;
    }
}
