using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql.Tests;

public sealed class MySqlServerTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { DisableDashboard = true });

    [Fact]
    public void A_local_server_is_a_process_with_a_connection_string_and_its_parts()
    {
        var server = _builder.AddMySqlServer("db", port: 3999, runAs: MySqlRunAs.Process);
        var database = server.AddDatabase("shop", "my_shop");

        Assert.IsAssignableFrom<ExecutableResource>(server.Resource);
        Assert.Equal(
            "Server=127.0.0.1;Port={db.bindings.tcp.port};User "
            + "ID=app;Password={db-password.value};SslMode=None;AllowPublicKeyRetrieval=True",
            server.Resource.ConnectionStringExpression.ValueExpression);
        Assert.Equal("{db.connectionString};Database=my_shop", database.Resource.ConnectionStringExpression.ValueExpression);
        var parts = ((IResourceWithConnectionString)database.Resource).GetConnectionProperties().ToDictionary(
            p => p.Key, p => p.Value.ValueExpression);
        Assert.Equal(["Host", "Port", "Username", "Password", "DatabaseName"], parts.Keys);
        Assert.Equal("{db-password.value}", parts["Password"]);
        Assert.True(server.Resource.PasswordParameter.Secret);
        Assert.Same(server.Resource, database.Resource.Parent);
    }

    [Fact]
    public void A_container_takes_tag_volume_and_password()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The engine here is a shell script.");
        using var engine = new FakeTool("engine", "exit 0");
        _builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = engine.File("engine");
        var password = _builder.AddParameter("root", "given", secret: true);

        var server = _builder.AddMySqlServer("db", password, runAs: MySqlRunAs.Container).WithImageTag("8.4").WithDataVolume("kept");

        Assert.IsAssignableFrom<ContainerResource>(server.Resource);
        Assert.Equal("8.4", server.Resource.Annotations.OfType<ContainerImageAnnotation>().Single().Tag);
        var mount = server.Resource.Annotations.OfType<ContainerMountAnnotation>().Single();
        Assert.Equal(("kept", "/var/lib/mysql"), (mount.Source, mount.Target));
        Assert.Same(password.Resource, server.Resource.PasswordParameter);
        Assert.Contains(
            "User ID=root;Password={root.value}", server.Resource.ConnectionStringExpression.ValueExpression, StringComparison.Ordinal);
    }

    [Fact]
    public void A_volume_changes_with_the_password_that_its_server_took_when_it_was_new()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The engine here is a shell script.");
        using var engine = new FakeTool("engine", "exit 0");
        using var folder = new TestFolder();
        _builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = engine.File("engine");

        var server = _builder.AddMySqlServer("db", runAs: MySqlRunAs.Container).WithDataFolder(folder.Path).WithDataVolume();

        Assert.Equal($"db-{folder.Data.Fingerprint}", server.Resource.Annotations.OfType<ContainerMountAnnotation>().Single().Source);
    }

    [Fact]
    public void An_engine_that_is_dead_is_one_sentence_when_a_container_is_asked_for()
    {
        _builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = "no-such-engine";

        var error = Assert.Throws<DistributedApplicationException>(() => _builder.AddMySqlServer("db", runAs: MySqlRunAs.Container));

        Assert.Contains(
            "'db' must run in a container, but neither Docker nor Podman answers here.", error.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<ExecutableResource>(_builder.AddMySqlServer("other").Resource);
    }

    [Theory]
    [InlineData("Server=", "names no server")]
    [InlineData("Nonsense", "cannot be read")]
    public void A_connection_string_of_yours_is_checked_and_not_repeated(string text, string reason)
    {
        _builder.Configuration["ConnectionStrings:shop"] = text;

        var error = Assert.Throws<DistributedApplicationException>(() => _builder.AddMySqlConnectionString("shop"));

        Assert.StartsWith($"ConnectionStrings:shop {reason}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_lock_cannot_be_written_is_one_sentence_and_no_wait()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Data.LockFile);
        var server = (IResourceBuilder<MySqlProcess>)_builder.AddMySqlServer("db", runAs: MySqlRunAs.Process);
        using var app = _builder.Build();
        var start = new BeforeStartEvent(app.Services, new DistributedApplicationModel(_builder.Resources));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new PrepareLocalServer(server, folder.Settings).ExecuteAsync(start, TestContext.Current.CancellationToken));

        Assert.Contains("must be a folder that can be written to", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("a;b")]
    [InlineData("")]
    public async Task A_password_that_would_break_a_statement_or_a_connection_string_is_refused(string password)
    {
        using var folder = new TestFolder();
        var parameter = _builder.AddParameter("mine", () => password, secret: true);
        var server = (IResourceBuilder<MySqlProcess>)_builder.AddMySqlServer("db", parameter, runAs: MySqlRunAs.Process);
        using var app = _builder.Build();
        var start = new BeforeStartEvent(app.Services, new DistributedApplicationModel(_builder.Resources));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new PrepareLocalServer(server, folder.Settings).ExecuteAsync(start, TestContext.Current.CancellationToken));

        Assert.StartsWith("Parameter 'mine' cannot be the password of 'db'", error.Message, StringComparison.Ordinal);
    }
}
