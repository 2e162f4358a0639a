using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>A form that an answer has besides JSON: text in which generators of clients see no members.</summary>
internal sealed record OtherForm(int Status, string MediaType)
{
    public void AddTo(OpenApiResponses responses)
    {
        if (responses.TryGetValue($"{Status}", out var response))
        {
            response.Content?.TryAdd(MediaType, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }
    }
}

public static class OtherFormExtensions
{
    /// <summary>Says that an answer can be had in another form, for who asks for it by <c>Accept</c>.</summary>
    public static TBuilder AlsoAs<TBuilder>(this TBuilder endpoint, int status, string mediaType)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OtherForm(status, mediaType));
}
