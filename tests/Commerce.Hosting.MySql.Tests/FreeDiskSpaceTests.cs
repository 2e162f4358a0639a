using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Tests;

public sealed class FreeDiskSpaceTests
{
    [Fact]
    public void Too_little_room_is_one_sentence_with_a_way_out()
    {
        var room = new FreeDiskSpace(_ => 99_999_999);

        var error = Assert.Throws<DistributedApplicationException>(() => room.Ensure("/data", 100, "choose another folder"));

        Assert.Equal(
            "There is no room in /data: 99 MB are free and 100 MB are needed. Make some, or choose another folder.", error.Message);
        room.Ensure("/data", 99, "choose another folder");
    }

    [Fact]
    public void This_machine_tells_its_room() => FreeDiskSpace.OfThisMachine.Ensure(Path.GetTempPath(), 1, "none");
}
