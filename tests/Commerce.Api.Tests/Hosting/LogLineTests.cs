extern alias CommerceApi;

using System.Reflection;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Hosting;

/// <summary>What a log line says can be read by a person in any country.</summary>
[SameOnEveryDatabase]
public sealed class LogLineTests
{
    private static readonly Type[] Dates = [typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly)];

    public static TheoryData<string> Lines =>
        [.. Methods().Select(method => $"{method.DeclaringType!.FullName}.{method.Name}").Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public void It_has_no_value_that_can_be_missing_and_no_date_in_the_american_order(string line)
    {
        foreach (var method in Methods().Where(method => $"{method.DeclaringType!.FullName}.{method.Name}" == line))
        {
            var message = method.GetCustomAttribute<LoggerMessageAttribute>()!.Message;
            var values = method.GetParameters()
                .Where(p => p.ParameterType != typeof(ILogger) && !typeof(Exception).IsAssignableFrom(p.ParameterType)).ToList();
            Assert.DoesNotContain(values, p => new NullabilityInfoContext().Create(p).WriteState == NullabilityState.Nullable);
            Assert.DoesNotContain(
                values, p => Dates.Contains(p.ParameterType) && message.Contains($"{{{p.Name}}}", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<MethodInfo> Methods() =>
        from assembly in new[] { typeof(CommerceDbContext).Assembly, typeof(FaultLog).Assembly, typeof(CommerceApi::Program).Assembly }
        from type in assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<LoggerMessageAttribute>() is not null
        select method;
}
