using System.Text.Json;
using Refit;

namespace Commerce.Core.Gateways.Toss;

/// <summary>What came of one request, whatever it was for: a Payment, an error in Toss's own form, or neither.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Fault">What happened to the connection; null when an answer came.</param>
/// <param name="WasSent">False when no connection came about.</param>
internal sealed record TossAnswer(int? Status, TossPayment? Payment, TossError? Error, string? Fault, bool WasSent = true)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Toss itself answered. A page that a proxy wrote says nothing about what Toss has.</summary>
    public bool IsTosss => Payment is not null || Error?.Code is not null;

    public bool IsAbsence => Status == 404 && Error?.Code == TossCodes.NotFoundPayment;

    /// <summary>For the breaker: Toss is in trouble, or we are with it. A refusal is neither.</summary>
    public bool IsTrouble => !IsTosss || Status is 401 or 429 or >= 500;

    /// <summary>For people; never a key of ours.</summary>
    public string Reason => Fault
        ?? GatewayText.Reason(Error is { Code: { } code } ? $"{code}: {Error.Message}" : null)
        ?? $"Toss answered {Status}.";

    public static TossAnswer Of(IApiResponse<TossPayment> response)
    {
        if (response.HasRequestError(out var fault))
        {
            return new TossAnswer(null, null, null, ConnectionFault.Describe(fault), !ConnectionFault.NeverSent(fault));
        }

        var status = (int?)response.StatusCode;
        return response.IsSuccessStatusCode
            ? new TossAnswer(status, response.Content, null, response.Content is null ? "Toss's answer could not be read." : null)
            : new TossAnswer(status, null, response.Error is ApiException { Content: { } content } ? ErrorIn(content) : null, null);
    }

    /// <returns>Null when the body is not in Toss's form.</returns>
    private static TossError? ErrorIn(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<TossError>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
