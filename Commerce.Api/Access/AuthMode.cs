namespace Commerce.Api.Access;

/// <summary>How a member is known.</summary>
public enum AuthMode
{
    /// <summary>By <c>X-USER-ID</c>, which a gateway in front has set.</summary>
    Header,

    /// <summary>By a bearer token of an OpenID Connect issuer. <c>X-USER-ID</c> means nothing then.</summary>
    Jwt,
}
