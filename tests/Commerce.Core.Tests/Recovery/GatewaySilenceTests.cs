using Commerce.Core.Recovery;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Core.Tests.Recovery;

public sealed class GatewaySilenceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_lasts_from_the_first_lookup_without_an_answer_to_the_first_with_one()
    {
        var silence = new GatewaySilence(_time);
        Assert.Equal((false, null), (silence.IsUnbroken, silence.Answered()));

        silence.Unanswered();
        _time.Advance(TimeSpan.FromSeconds(20));
        silence.Unanswered();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(silence.IsUnbroken);
        Assert.Equal(TimeSpan.FromSeconds(25), silence.Answered());
        Assert.Equal((false, null), (silence.IsUnbroken, silence.Answered()));
    }
}
