namespace Commerce.Core.Errors;

/// <summary>
/// Reads the fields of a request one after the other and tells of all that are wrong at once. Code and sentence of the answer are the
/// first one's, as if nothing behind it had been read.
/// </summary>
public sealed class FieldChecks
{
    private List<CommerceException>? _wrong; // Most requests have none.

    /// <summary>Whether a field was wrong so far.</summary>
    public bool HaveFailed => _wrong is not null;

    /// <summary>Reads one field, or several that belong together.</summary>
    /// <returns>The default when it is wrong; <see cref="ThrowIfAny"/> throws then.</returns>
    public T? Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CommerceException e) when (e.Fields.Count > 0)
        {
            (_wrong ??= []).Add(e);
            return default;
        }
    }

    /// <exception cref="CommerceException">A field was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_wrong is [var first, ..])
        {
            first.Fields = [.. _wrong.SelectMany(wrong => wrong.Fields)];
            throw first;
        }
    }
}
