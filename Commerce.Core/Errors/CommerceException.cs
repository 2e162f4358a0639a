using System.Globalization;

namespace Commerce.Core.Errors;

/// <summary>
/// A rule was broken and the caller can be told so. <see cref="Exception.Message"/> is in the culture of the request
/// (<see cref="CultureInfo.CurrentUICulture"/>): Korean unless English was asked for.
/// </summary>
/// <param name="error">The published error.</param>
/// <param name="detail">A more exact sentence than the error's own; none: the error's own.</param>
/// <param name="arguments">What the sentence names: a product, a limit, the value that came in.</param>
public sealed class CommerceException(ErrorCode error, Sentence? detail = null, params object[] arguments)
    : Exception(ErrorMessages.For(error, detail, arguments))
{
    public ErrorCode Error { get; } = error;

    /// <summary>The field of the request that is wrong, as the client wrote it: <c>cardNo</c>; null when it is about none.</summary>
    public string? Field
    {
        get => Fields.Count > 0 ? Fields[0].Field : null;
        init => Fields = value is null ? [] : [new FieldError(value, Message)];
    }

    /// <summary>Every field that is wrong; empty when it is about none.</summary>
    public IReadOnlyList<FieldError> Fields { get; internal set; } = [];

    /// <summary>When the request may be sent again; null: there is nothing to wait for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The comparison of books that was stored although it broke off; null for everything else.</summary>
    public long? ReconciliationId { get; init; }
}
