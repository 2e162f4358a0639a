using System.Threading.Channels;

namespace Commerce.Core.Events;

/// <summary>Somebody who waits for what happens to an order.</summary>
public sealed class EventSubscription : IDisposable
{
    // An order has a handful of events. Who does not take them is let go, and comes again with the last one that he has.
    private const int MostUntaken = 32;

    private readonly Channel<CommerceEvent> _events = Channel.CreateBounded<CommerceEvent>(
        new BoundedChannelOptions(MostUntaken) { SingleReader = true });

    private readonly FollowEvents _owner;

    internal EventSubscription(FollowEvents owner, string member, long orderId) =>
        (_owner, Member, OrderId) = (owner, member, orderId);

    /// <summary>What happens from now on; it ends when the process does.</summary>
    public ChannelReader<CommerceEvent> Events => _events.Reader;

    internal string Member { get; }

    internal long OrderId { get; }

    public void Dispose() => _owner.Leave(this);

    internal void Tell(CommerceEvent happened)
    {
        if (!_events.Writer.TryWrite(happened))
        {
            End();
        }
    }

    internal void End() => _events.Writer.TryComplete();
}
