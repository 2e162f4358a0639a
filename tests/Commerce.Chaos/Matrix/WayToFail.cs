namespace Commerce.Chaos.Matrix;

/// <summary>How a dependency lets down those who need it.</summary>
internal enum WayToFail
{
    /// <summary>Nobody listens at its address.</summary>
    Down,

    /// <summary>It says that it takes nobody on: HTTP 503, or MySQL's "Too many connections".</summary>
    Refuses,

    /// <summary>Every answer comes 0.3 s late each way.</summary>
    Slow,

    /// <summary>Connections open, and nothing comes through.</summary>
    Hangs,

    /// <summary>Everything comes, 64 bytes each 20 ms.</summary>
    Drips,

    /// <summary>Somebody else answers in its place: 200 with a page of HTML, or a mail server's greeting.</summary>
    AnswersWrong,

    /// <summary>It does what it was asked for, and its answer breaks off.</summary>
    BreaksOffHalfway,

    /// <summary>It is there for 0.4 s and away for 0.4 s, in turn.</summary>
    Flaps,
}

internal static class WaysToFail
{
    /// <summary>For people.</summary>
    public static string Name(this WayToFail way) => way switch
    {
        WayToFail.AnswersWrong => "answers wrong",
        WayToFail.BreaksOffHalfway => "breaks off half-way",
        _ => $"{way}".ToLowerInvariant(),
    };
}
