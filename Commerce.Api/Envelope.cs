namespace Commerce.Api;

/// <summary>Every successful answer: <c>{"meta":{"result":"SUCCESS"},"data":…}</c>.</summary>
internal sealed record Envelope<T>(Meta Meta, T? Data)
{
    /// <param name="message">A sentence for people; most answers need none.</param>
    public static Envelope<T> Success(T data, string? message = null) => new(Meta.Success with { Message = message }, data);
}

/// <param name="Result"><c>SUCCESS</c> or <c>FAIL</c>.</param>
internal sealed record Meta(string Result, string? ErrorCode = null, string? Message = null)
{
    public static readonly Meta Success = new("SUCCESS");

    public static Meta Fail(string errorCode, string message) => new("FAIL", errorCode, message);
}
