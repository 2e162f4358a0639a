using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Commerce.TestHost.Gateways;

/// <summary>
/// A PG on a raw socket that answers anything a test wants, byte by byte, and counts what reaches it. Until it is told otherwise it
/// is honest: it captures every payment at once, remembers it, and cancels it when it is asked to. It never calls back.
/// <code>
/// await using var pg = FakePg.Start();                                                  // point Pg:BaseAddress at pg.Address
/// pg.OnCreate(FakePgAnswer.Html(404));                                                  // the next payment: nothing kept, a proxy's page
/// pg.OnCreate(request => { pg.Books.Keep(request, "k1"); return FakePgAnswer.Cut; });   // the next one: kept, then no answer
/// pg.OnFindByOrder(_ => FakePgAnswer.Fail(500, "busy"));                                // every look from now on
/// pg.Books.Keep("ORDER000001", "k2", "SUCCESS", 5_000);                                 // one more capture of an order
/// pg.Books.HideFor(looks: 2); // the next two looks at a new payment see nothing yet
/// </code>
/// </summary>
public sealed class FakePg : IAsyncDisposable
{
    private const string Payments = "/api/v1/payments";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Func<FakePgRequest, FakePgAnswer>> _creates = new();
    private readonly ConcurrentDictionary<Task, bool> _open = [];
    private readonly Task _accepting;
    private Func<FakePgRequest, FakePgAnswer> _create;
    private Func<FakePgRequest, FakePgAnswer> _findByKey;
    private Func<FakePgRequest, FakePgAnswer> _findByOrder;
    private Func<FakePgRequest, FakePgAnswer> _cancel;
    private Func<FakePgRequest, FakePgAnswer> _books;

    private FakePg()
    {
        (_create, _findByKey, _findByOrder, _cancel, _books) = (
            Books.Create, Books.FindByKey, Books.FindByOrder, Books.Cancel, Books.OfDay);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>What it has taken. A test may add to it, change it and hide it.</summary>
    public FakePgBooks Books { get; } = new();

    /// <summary>Everything that reached it, in order of arrival.</summary>
    public ConcurrentQueue<FakePgRequest> Requests { get; } = new();

    /// <summary>The payment requests among <see cref="Requests"/>.</summary>
    public IReadOnlyList<FakePgRequest> Creates => [.. Requests.Where(IsCreate)];

    /// <summary>The cancels among <see cref="Requests"/>.</summary>
    public IReadOnlyList<FakePgRequest> Cancels => [.. Requests.Where(IsCancel)];

    public static FakePg Start() => new();

    /// <summary>
    /// The next payment requests are answered like this, one after the other; then it is honest again, or as <see cref="OnEveryCreate"/>
    /// says.
    /// </summary>
    public FakePg OnCreate(params Func<FakePgRequest, FakePgAnswer>[] answers)
    {
        Array.ForEach(answers, _creates.Enqueue);
        return this;
    }

    /// <inheritdoc cref="OnCreate(Func{FakePgRequest, FakePgAnswer}[])"/>
    public FakePg OnCreate(params FakePgAnswer[] answers) => OnCreate(
        [.. answers.Select(answer => (Func<FakePgRequest, FakePgAnswer>)(_ => answer))]);

    /// <summary>
    /// Every payment request for which <see cref="OnCreate(FakePgAnswer[])"/> has no answer left. Null, here and below: honest again.
    /// </summary>
    public FakePg OnEveryCreate(Func<FakePgRequest, FakePgAnswer>? answer) => With(() => _create = answer ?? Books.Create);

    /// <summary>Every lookup of one transaction from now on.</summary>
    public FakePg OnFindByKey(Func<FakePgRequest, FakePgAnswer>? answer) => With(() => _findByKey = answer ?? Books.FindByKey);

    /// <summary>Every lookup of an order's transactions from now on.</summary>
    public FakePg OnFindByOrder(Func<FakePgRequest, FakePgAnswer>? answer) => With(() => _findByOrder = answer ?? Books.FindByOrder);

    /// <summary>Both kinds of lookup from now on.</summary>
    public FakePg OnLookup(Func<FakePgRequest, FakePgAnswer>? answer) => OnFindByKey(answer).OnFindByOrder(answer);

    /// <summary>Every cancel from now on.</summary>
    public FakePg OnCancel(Func<FakePgRequest, FakePgAnswer>? answer) => With(() => _cancel = answer ?? Books.Cancel);

    /// <summary>The books of any day from now on.</summary>
    public FakePg OnBooks(Func<FakePgRequest, FakePgAnswer>? answer) => With(() => _books = answer ?? Books.OfDay);

    /// <summary>Honest again in everything, also towards payments to come; what it has taken stays.</summary>
    public FakePg Honest()
    {
        _creates.Clear();
        Books.HideFor(looks: 0);
        return OnEveryCreate(null).OnLookup(null).OnCancel(null).OnBooks(null);
    }

    /// <summary>Nobody can connect from now on; what is connected stays so.</summary>
    public void Vanish() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_open.Keys);
        _end.Dispose();
    }

    internal FakePgAnswer Answer(FakePgRequest request)
    {
        Requests.Enqueue(request);
        return request switch
        {
            _ when IsCreate(request) => _creates.TryDequeue(out var next) ? next(request) : _create(request),
            _ when IsCancel(request) => _cancel(request),
            { Path: Payments } => _findByOrder(request),
            { Path: "/api/v1/books" } => _books(request),
            _ when request.Path.StartsWith($"{Payments}/", StringComparison.Ordinal) => _findByKey(request),
            _ => FakePgAnswer.Fail(404, "존재하지 않는 요청입니다."),
        };
    }

    private static bool IsCreate(FakePgRequest request) => request is { Method: "POST", Path: Payments };

    private static bool IsCancel(FakePgRequest request) => request.Method == "POST"
        && request.Path.EndsWith("/cancel", StringComparison.Ordinal);

    private FakePg With(Action change)
    {
        change();
        return this;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = new FakePgConnection(this, await _listener.AcceptSocketAsync(_end.Token), _end.Token);
                var served = Task.Run(connection.ServeAsync, CancellationToken.None);
                _open.TryAdd(served, true);
                _ = served.ContinueWith(ended => _open.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over, or wants nobody to connect any more.
        }
    }
}
