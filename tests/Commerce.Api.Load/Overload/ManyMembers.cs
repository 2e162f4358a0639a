using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.Overload;

/// <summary>As many members as come to a rush, each for one order.</summary>
internal static class ManyMembers
{
    private const string Add = """
        SET SESSION cte_max_recursion_depth = 1000000;
        INSERT INTO commerce.members (member_id, email, birth_date, gender, point, created_at)
        SELECT CONCAT('rush', n), CONCAT('rush', n, '@example.com'), '1990-01-01', gender, 0, UTC_TIMESTAMP(6)
        FROM (WITH RECURSIVE numbers AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < @count) SELECT n FROM numbers) rush
        JOIN commerce.members demo ON demo.member_id = 'demo1'
        """;

    public static Task AddAsync(MySqlConnection server, int count) => server.ExecuteAsync(Add, new { count });

    public static string NameOf(int number) => $"rush{number}";
}
