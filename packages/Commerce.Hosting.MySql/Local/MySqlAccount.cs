namespace Commerce.Hosting.MySql.Local;

/// <summary>The account of the clients.</summary>
internal sealed record MySqlAccount(string User, string Password);
