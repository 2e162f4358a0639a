namespace Commerce.ServiceDefaults.Http;

/// <summary>A successful answer that has nothing to tell: <c>{"meta":{"result":"SUCCESS"}}</c>.</summary>
public sealed record EmptyEnvelope(Meta Meta)
{
    public static readonly EmptyEnvelope Success = new(Meta.Success);
}
