using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class FaultSwitchTests(
    FaultSwitchTests.Production production, FaultSwitchTests.SwitchedOn on, FaultSwitchTests.SwitchedOff off)
    : IClassFixture<FaultSwitchTests.Production>, IClassFixture<FaultSwitchTests.SwitchedOn>, IClassFixture<FaultSwitchTests.SwitchedOff>
{
    public sealed class Production() : Simulator(("environment", "Production"));

    /// <summary>Somebody wants them in Production and says so.</summary>
    public sealed class SwitchedOn() : Simulator(("environment", "Production"), ("Faults:Enabled", "true"));

    public sealed class SwitchedOff() : Simulator(("environment", "Development"), ("Faults:Enabled", "false"));

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/api/v1/faults" },
        { "PUT", "/api/v1/faults" },
        { "GET", "/api/v1/faults/outcomes" },
        { "GET", "/api/v1/faults/script" },
        { "POST", "/api/v1/faults/script" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task In_production_the_routes_do_not_exist(string method, string path) => await NotThereAsync(production, method, path);

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Switched_off_they_do_not_exist_in_development_either(
        string method, string path) => await NotThereAsync(off, method, path);

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Switched_on_they_exist_in_production_too(string method, string path)
    {
        var answer = await on.SendAsync(new HttpMethod(method), path, BodyFor(method, path));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task In_production_the_wire_is_there() => Assert.Equal(200, (await production.PayAsync()).Answer.Status);

    private static string? BodyFor(string method, string path) => (method, path) switch
    {
        ("GET", _) => null,
        (_, "/api/v1/faults/script") => """{"outcomes":[]}""",
        _ => "{}",
    };

    private static async Task NotThereAsync(Simulator pg, string method, string path) =>
        Expected.NotFound(await pg.SendAsync(new HttpMethod(method), path, "{}"), "존재하지 않는 요청입니다.");
}
