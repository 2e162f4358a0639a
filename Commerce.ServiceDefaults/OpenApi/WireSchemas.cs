using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>
/// Says of each type what goes over the wire: a number is a number, although one in quotes is read too; what can be null is left out
/// instead, so it is optional and never null. A property of a request that may not be missing is marked <c>[Required]</c>.
/// </summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } kinds && (kinds & Numbers) != 0 && kinds.HasFlag(JsonSchemaType.String))
        {
            (schema.Type, schema.Pattern) = (kinds & ~JsonSchemaType.String, null);
        }

        if (schema.Type is { } type && type != JsonSchemaType.Null)
        {
            schema.Type = type & ~JsonSchemaType.Null;
        }

        if (schema.Enum is { Count: > 0 })
        {
            schema.Type ??= JsonSchemaType.String;
            schema.Enum = [.. schema.Enum.Where(value => value is not null && !value.IsJsonNullSentinel())];
        }

        Require(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    private static void Require(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || schema.Properties is null)
        {
            return;
        }

        schema.Required ??= new HashSet<string>();
        foreach (var property in type.Properties.Where(property => schema.Properties.ContainsKey(property.Name)))
        {
            if (property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) ?? false)
            {
                schema.Required.Add(property.Name);
            }
            else if (property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null)
            {
                schema.Required.Remove(property.Name);
            }
        }
    }
}
