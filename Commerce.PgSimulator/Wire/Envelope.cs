using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Wire;

/// <summary>The frame of every answer: <c>meta</c> says how it went, <c>data</c> is there when it went well.</summary>
internal sealed record Envelope<T>(Meta Meta, [property: Required] T? Data);

/// <summary>The frame of an error: there is no <c>data</c>.</summary>
internal sealed record FailureEnvelope(Meta Meta);

/// <param name="Result"><c>SUCCESS</c> or <c>FAIL</c>.</param>
internal sealed record Meta(string Result, string? ErrorCode = null, string? Message = null)
{
    public static Meta Success { get; } = new("SUCCESS");

    public static Meta Fail(WireError error, string message) => new("FAIL", error.Code, message);
}
