using System.Globalization;

namespace Commerce.Hosting.MySql.Machine;

/// <summary>Whether there is room for what is about to be written: a disk that fills up halfway says so in less helpful words.</summary>
/// <param name="freeBytes">Tells what is free where a folder lies.</param>
internal sealed class FreeDiskSpace(Func<string, long> freeBytes)
{
    private const long Megabyte = 1_000_000;

    public static FreeDiskSpace OfThisMachine { get; } = new(folder => new DriveInfo(folder).AvailableFreeSpace);

    /// <exception cref="DistributedApplicationException">There is not.</exception>
    public void Ensure(string folder, int megabytes, string wayOut)
    {
        var free = freeBytes(folder) / Megabyte;
        if (free < megabytes)
        {
            throw new DistributedApplicationException(string.Create(
                CultureInfo.InvariantCulture,
                $"There is no room in {folder}: {free} MB are free and {megabytes} MB are needed. Make some, or {wayOut}."));
        }
    }
}
