using System.Reflection;
using Commerce.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Commerce.Api.Tests.Documents;

/// <summary>What binds an enum reads digits, lists and blanks as well: a request holds the text, and <c>ExactName</c> reads it.</summary>
[SameOnEveryDatabase]
public sealed class RequestTests(RunningApi api)
{
    [Fact]
    public void No_request_has_an_enum_in_it()
    {
        var endpoints = api.Service<EndpointDataSource>().Endpoints;
        var bodies = endpoints.SelectMany(endpoint => endpoint.Metadata.OfType<IAcceptsMetadata>())
            .Select(accepts => accepts.RequestType).OfType<Type>();
        var parameters = endpoints.SelectMany(endpoint => endpoint.Metadata.OfType<MethodInfo>())
            .SelectMany(handler => handler.GetParameters()).Select(parameter => parameter.ParameterType);

        var enums = bodies.SelectMany(body => body.GetProperties().Select(property => property.PropertyType)).Concat(parameters)
            .Where(type => (Nullable.GetUnderlyingType(type) ?? type).IsEnum);

        Assert.NotEmpty(bodies);
        Assert.Empty(enums);
    }
}
