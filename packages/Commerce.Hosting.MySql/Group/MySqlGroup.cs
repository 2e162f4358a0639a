namespace Commerce.Hosting.MySql.Group;

/// <summary>The group as a resource: it runs when its nodes do, and is well when there is a primary to write to.</summary>
internal sealed class MySqlGroup(string name, string userName, ParameterResource password) : Resource(name), IMySqlGroupResource
{
    private readonly List<IMySqlGroupNode> _nodes = [];

    public string UserName => userName;

    public ParameterResource PasswordParameter => password;

    public IReadOnlyList<IMySqlServerResource> Nodes => _nodes;

    public IReadOnlyList<IMySqlGroupNode> GroupNodes => _nodes;

    /// <summary>What its nodes said last.</summary>
    public GroupStatus Status { get; set; } = new([]);

    public ReferenceExpression Hosts
    {
        get
        {
            var hosts = new ReferenceExpressionBuilder();
            foreach (var node in _nodes)
            {
                hosts.AppendLiteral(node == _nodes[0] ? string.Empty : ",");
                hosts.AppendFormatted(node.Host);
                hosts.AppendLiteral(":");
                hosts.AppendFormatted(node.PrimaryEndpoint.Property(EndpointProperty.Port));
            }

            return hosts.Build();
        }
    }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server={Hosts};User ID={userName};Password={password};SslMode=None;AllowPublicKeyRetrieval=True");

    public bool IsContainer => _nodes is [MySqlGroupContainer, ..];

    public void Add(IMySqlGroupNode node) => _nodes.Add(node);
}
