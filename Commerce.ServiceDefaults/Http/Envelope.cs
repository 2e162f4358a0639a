namespace Commerce.ServiceDefaults.Http;

/// <summary>The form of every successful answer of the API.</summary>
internal sealed record Envelope<T>(EnvelopeMeta Meta, T Data)
{
    public Envelope(T data)
        : this(new EnvelopeMeta("SUCCESS"), data)
    {
    }
}

internal sealed record EnvelopeMeta(string Result);
