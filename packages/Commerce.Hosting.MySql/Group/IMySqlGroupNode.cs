namespace Commerce.Hosting.MySql.Group;

/// <summary>A server of a group, and how the application itself speaks to it.</summary>
internal interface IMySqlGroupNode : IMySqlServerResource
{
    /// <summary>From 1; also the server's id in the group.</summary>
    int Number { get; }

    /// <summary>The account that the nodes have among themselves, and that looks after them.</summary>
    string GroupUser { get; }

    /// <summary>It was given a copy of another node's data, which its next start takes up.</summary>
    bool HasCopyToTakeUp { get; }

    Task<string> GroupPasswordAsync(CancellationToken ct);

    /// <summary>Where it takes connections of clients, as seen from the application host.</summary>
    Task<(string Host, uint Port)> AddressAsync(CancellationToken ct);
}
