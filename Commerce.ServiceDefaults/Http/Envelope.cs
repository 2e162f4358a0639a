using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Commerce.ServiceDefaults.Http;

/// <summary>Every successful answer: <c>{"meta":{"result":"SUCCESS"},"data":…}</c>.</summary>
public sealed record Envelope<T>(Meta Meta, [property: Required] T? Data)
{
    /// <param name="message">A sentence for people; most answers need none.</param>
    [SuppressMessage("Design", "CA1000", Justification = "The type is written out, because null is data too.")]
    public static Envelope<T> Success(T data, string? message = null) => new(Meta.Success with { Message = message }, data);
}
