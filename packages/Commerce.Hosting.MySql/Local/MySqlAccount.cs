namespace Commerce.Hosting.MySql.Local;

/// <summary>The account of the clients.</summary>
internal sealed record MySqlAccount(string User, string Password)
{
    /// <summary>That of a resource; its password stands between quotes in a statement, and unquoted in a connection string.</summary>
    /// <exception cref="DistributedApplicationException">The password cannot.</exception>
    public static async Task<MySqlAccount> OfAsync(IMySqlResource resource, CancellationToken ct)
    {
        var parameter = resource.PasswordParameter;
        var password = await parameter.GetValueAsync(ct) ?? string.Empty;
        return password.Length > 0 && password.All(c => char.IsAsciiLetterOrDigit(c) || "-_.~!@#$%^&*()+/:,?<>[]{}|".Contains(c))
            ? new MySqlAccount(resource.UserName, password)
            : throw new DistributedApplicationException(
                $"Parameter '{parameter.Name}' cannot be the password of '{resource.Name}': it must be letters, digits and signs, "
                + "without quotes, blanks, ';', '=' and '\\'.");
    }
}
