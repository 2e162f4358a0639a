using Commerce.AppHost.Replicas;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Tests.Replicas;

public sealed class ReplicaCountsTests
{
    [Fact]
    public void There_is_one_of_each_where_nobody_says_otherwise() => Assert.Equal(new ReplicaCounts(1, 1), Read());

    [Fact]
    public void Each_is_as_many_as_is_said() =>
        Assert.Equal(new ReplicaCounts(16, 2), Read((StackKeys.ApiReplicas, "16"), (StackKeys.WorkerReplicas, "2")));

    [Theory]
    [InlineData("0")]
    [InlineData("17")]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("2.5")]
    public void What_is_no_such_number_is_told_with_its_key(string text)
    {
        var error = Assert.Throws<SetupException>(() => Read((StackKeys.WorkerReplicas, text)));

        Assert.Equal($"Commerce:Replicas:Worker is '{text}': it must be a whole number from 1 to 16.", error.Message);
    }

    private static ReplicaCounts Read(params (string Key, string Value)[] settings) => ReplicaCounts.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
