namespace Commerce.Hosting.MySql.Machine;

/// <summary>Locks that last as long as the application.</summary>
internal sealed class HeldLocks : IDisposable
{
    private readonly List<IDisposable> _locks = [];

    public void Add(IDisposable held) => _locks.Add(held);

    public void Dispose() => _locks.ForEach(held => held.Dispose());
}
