using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class FaultSwitchTests(FaultSwitchTests.Production pg) : IClassFixture<FaultSwitchTests.Production>
{
    public sealed class Production() : Simulator(("environment", "Production"));

    [Theory]
    [InlineData("GET", "/api/v1/faults")]
    [InlineData("PUT", "/api/v1/faults")]
    [InlineData("GET", "/api/v1/faults/outcomes")]
    [InlineData("POST", "/api/v1/faults/script")]
    public async Task In_production_the_routes_do_not_exist(string method, string path) =>
        Expected.NotFound(await pg.SendAsync(new HttpMethod(method), path, "{}"), "존재하지 않는 요청입니다.");

    [Fact]
    public async Task In_production_the_wire_is_there() => Assert.Equal(200, (await pg.PayAsync()).Answer.Status);
}
