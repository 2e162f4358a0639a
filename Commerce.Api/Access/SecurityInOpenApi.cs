using Commerce.ServiceDefaults.Access;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.Api.Access;

/// <summary>Tells readers of the OpenAPI document what proves who they are, and which endpoint wants which proof.</summary>
internal sealed class SecurityInOpenApi : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    public const string MemberHeader = "memberHeader";
    private const string Token = "token";
    private const string OperatorKey = "operatorKey";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(MemberHeader, InHeader(
            MemberHeaderHandler.Header, "The member id. With Auth:Mode Header: in Development, or set by a gateway in front."));
        document.AddComponent(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "With Auth:Mode Jwt: a token of the issuer, whose sub is the member id, with the scope that is named.",
        });
        document.AddComponent(OperatorKey, InHeader(OperatorAccess.Header, "The value of Operator:Key."));
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document;
        OpenApiSecurityRequirement Proof(string scheme, params string[] scopes) =>
            new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [.. scopes] };
        operation.Security = PolicyOf(context) switch
        {
            EndpointAccess.MemberPolicy => [Proof(MemberHeader), Proof(Token, Scopes.Orders)],
            EndpointAccess.JoiningPolicy => [[], Proof(Token, Scopes.Orders)],
            OperatorAccess.Policy => [Proof(OperatorKey), Proof(Token, Scopes.Operator)],
            OperatorAccess.DetailsPolicy => [[], Proof(OperatorKey), Proof(Token, Scopes.Operator)],
            _ => operation.Security,
        };
        return Task.CompletedTask;
    }

    private static string? PolicyOf(OpenApiOperationTransformerContext context) =>
        EndpointAccess.PolicyOf(new Endpoint(
            requestDelegate: null,
            new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata),
            displayName: null));

    private static OpenApiSecurityScheme InHeader(string name, string description) =>
        new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = name, Description = description };
}
