using Commerce.Hosting.MySql.Group;
using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql.Tests;

public sealed class MySqlGroupTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { DisableDashboard = true });

    [Fact]
    public void Its_nodes_are_processes_and_its_connection_string_names_them_all()
    {
        var group = _builder.AddMySqlGroup("db", port: 3900, runAs: MySqlRunAs.Process);
        var database = group.AddDatabase("shop");

        Assert.Equal(["db-1", "db-2", "db-3"], group.Resource.Nodes.Select(node => node.Name));
        Assert.All(group.Resource.Nodes, node => Assert.IsAssignableFrom<ExecutableResource>(node));
        Assert.Equal([3900, 3901, 3902], group.Resource.Nodes.Select(node => node.Annotations.OfType<EndpointAnnotation>().Single().Port));
        Assert.Equal(
            "Server=127.0.0.1:{db-1.bindings.tcp.port},127.0.0.1:{db-2.bindings.tcp.port},127.0.0.1:{db-3.bindings.tcp.port};"
            + "User ID=app;Password={db-password.value};SslMode=None;AllowPublicKeyRetrieval=True",
            group.Resource.ConnectionStringExpression.ValueExpression);
        Assert.Equal("{db.connectionString};Database=shop", database.Resource.ConnectionStringExpression.ValueExpression);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(11)]
    public void A_number_of_nodes_that_survives_no_more_losses_is_refused(int nodes)
    {
        var error = Assert.Throws<DistributedApplicationException>(() => _builder.AddMySqlGroup("db", nodes));

        Assert.Equal($"'db' cannot be a group of {nodes} nodes: it must have 3, 5, 7 or 9.", error.Message);
    }

    [Fact]
    public async Task A_folder_of_more_nodes_is_not_started_without_those_that_may_have_the_last_commits()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "db-5", "data"));
        var group = _builder.AddMySqlGroup("db", runAs: MySqlRunAs.Process).WithDataFolder(folder.Path);

        var error = await StartFailsAsync(group);

        Assert.Contains("'db' is to have 3 nodes, but", error.Message, StringComparison.Ordinal);
        Assert.Contains("db-5 may have the last commits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MariaDB_is_refused()
    {
        using var folder = new TestFolder();
        _builder.Configuration["MySql:Flavour"] = "mariadb";
        var group = _builder.AddMySqlGroup("db", runAs: MySqlRunAs.Process).WithDataFolder(folder.Path);

        var error = await StartFailsAsync(group);

        Assert.Contains("a group needs mysql, for MariaDB has no Group Replication", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence()
    {
        using var folder = new TestFolder();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var group = _builder.AddMySqlGroup("db", port: port, runAs: MySqlRunAs.Process).WithDataFolder(folder.Path);

        var error = await StartFailsAsync(group);

        Assert.StartsWith($"Port {port} for db-1 is taken by another process.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_node_runs_before_it_listens_is_no_transaction_and_lets_clients_find_the_primary()
    {
        var statements = new StartStatements("r", new MySqlAccount("app", "a"), ["shop"])
        { GroupAccount = new MySqlAccount("replication", "g") };

        var lines = statements.Text.Split('\n');

        Assert.Equal("SET SESSION sql_log_bin = 0;", lines[0]);
        Assert.Contains("GRANT SELECT ON performance_schema.replication_group_members TO 'app'@'127.0.0.1';", lines);
    }

    private async Task<DistributedApplicationException> StartFailsAsync(IResourceBuilder<IMySqlGroupResource> group)
    {
        var nodes = group.Resource.Nodes.Cast<MySqlGroupProcess>().Select(_builder.CreateResourceBuilder).ToList();
        var settings = group.Resource.Annotations.OfType<MySqlSettings>().Single();
        await using var app = _builder.Build();
        return await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new PrepareLocalGroup((MySqlGroup)group.Resource, nodes, settings).ExecuteAsync(
                new BeforeStartEvent(app.Services, new DistributedApplicationModel(_builder.Resources)),
                TestContext.Current.CancellationToken));
    }
}
