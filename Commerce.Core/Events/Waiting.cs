using System.Threading.Channels;
using Commerce.Core.Errors;

namespace Commerce.Core.Events;

/// <summary>Those who wait in this process, by order, and up to where they have been told.</summary>
internal sealed class Waiting
{
    private readonly Lock _one = new();
    private readonly Channel<bool> _somebody = Channel.CreateBounded<bool>(1);
    private readonly Dictionary<long, List<EventSubscription>> _byOrder = [];
    private readonly Dictionary<string, int> _byMember = [];
    private TaskCompletionSource _begun = NotBegun();
    private int _count;
    private bool _isRead;
    private bool _isOver;

    /// <summary>The last event that was told; null while the log is not read.</summary>
    public long? Position { get; private set; }

    /// <param name="begun">Ends when nothing that happens is missed any more.</param>
    /// <returns>Why not: as many wait as may, or of this member, or all were let go already; null when it is added.</returns>
    public ErrorCode? Add(EventSubscription subscription, EventOptions limits, out Task begun)
    {
        lock (_one)
        {
            begun = _begun.Task;
            var ofMember = _byMember.GetValueOrDefault(subscription.Member);
            if (ofMember >= limits.MostStreamsOfMember)
            {
                return ErrorCode.TooManyRequests;
            }

            if (_isOver || _count >= limits.MostStreams)
            {
                return ErrorCode.Overloaded;
            }

            _count++;
            _byMember[subscription.Member] = ofMember + 1;
            ListOf(subscription.OrderId).Add(subscription);
            if (!_isRead)
            {
                _isRead = true;
                _somebody.Writer.TryWrite(true);
            }

            return null;
        }
    }

    /// <returns>False when it was not there.</returns>
    public bool Remove(EventSubscription subscription)
    {
        lock (_one)
        {
            if (!_byOrder.TryGetValue(subscription.OrderId, out var same) || !same.Remove(subscription))
            {
                return false;
            }

            _count--;
            if (--_byMember[subscription.Member] == 0)
            {
                _byMember.Remove(subscription.Member);
            }

            if (same.Count == 0)
            {
                _byOrder.Remove(subscription.OrderId);
            }

            return true;
        }
    }

    public async Task SomebodyAsync(CancellationToken ct) => await _somebody.Reader.ReadAsync(ct);

    public void Begin(long position)
    {
        lock (_one)
        {
            Position = position;
            _begun.TrySetResult();
        }
    }

    /// <summary>Who waits for the beginning is told that there is none; who comes next may have more luck.</summary>
    public void Fail(Exception e)
    {
        lock (_one)
        {
            if (Position is null)
            {
                _begun.TrySetException(e);
                _ = _begun.Task.Exception; // Nobody has to look at it.
                _begun = NotBegun();
            }
        }
    }

    /// <returns>The position of the last one; null when there was none.</returns>
    public long? Tell(IReadOnlyList<CommerceEvent> happened)
    {
        lock (_one)
        {
            foreach (var one in happened)
            {
                if (one.OrderId is { } orderId && _byOrder.TryGetValue(orderId, out var waiting))
                {
                    waiting.ForEach(subscription => subscription.Tell(one));
                }
            }

            Position = happened is [.., var last] ? last.Position : Position;
            return Position;
        }
    }

    /// <returns>True when nobody waits: the log is read again from the day on that somebody does.</returns>
    public bool StopsForNobody()
    {
        lock (_one)
        {
            if (_count > 0)
            {
                return false;
            }

            (_isRead, Position, _begun) = (false, null, NotBegun());
            return true;
        }
    }

    /// <summary>Lets all go; nobody is let in after that.</summary>
    public void EndAll()
    {
        lock (_one)
        {
            _isOver = true;
            foreach (var subscription in _byOrder.Values.SelectMany(same => same))
            {
                subscription.End();
            }

            _begun.TrySetCanceled();
        }
    }

    private static TaskCompletionSource NotBegun() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private List<EventSubscription> ListOf(long orderId)
    {
        if (!_byOrder.TryGetValue(orderId, out var same))
        {
            _byOrder.Add(orderId, same = []);
        }

        return same;
    }
}
