using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class FailureCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "failure_code",
                table: "orders",
                type: "varchar(20)",
                maxLength: 20,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<string>(
                name: "failure_code",
                table: "commerce_payments",
                type: "varchar(20)",
                maxLength: 20,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            // What the sentences meant, for the last time: from here on the code decides.
            migrationBuilder.Sql(CodesFrom("commerce_payments"));
            migrationBuilder.Sql(CodesFrom("orders"));

            migrationBuilder.RenameColumn(
                name: "failure_reason",
                table: "commerce_payments",
                newName: "failure_detail");

            // These were our own sentences; the detail is for what the PG said or what was seen of it.
            migrationBuilder.Sql("""
                UPDATE commerce_payments SET failure_detail = NULL
                WHERE failure_code IN ('OUT_OF_STOCK', 'DUPLICATE_CAPTURE', 'NO_GATEWAY', 'NOT_FOUND_AT_GATEWAY')
                """);

            migrationBuilder.DropColumn(
                name: "failure_reason",
                table: "orders");
        }

        private static string CodesFrom(string table) => $"""
            UPDATE {table} SET failure_code = CASE
                WHEN failure_reason = '재고 부족' THEN 'OUT_OF_STOCK'
                WHEN failure_reason = '중복 결제' THEN 'DUPLICATE_CAPTURE'
                WHEN failure_reason IN ('결제 대행사를 찾을 수 없습니다.', 'No payment gateway takes this payment.') THEN 'NO_GATEWAY'
                WHEN failure_reason = '결제 대행사에 결제건이 존재하지 않습니다.' THEN 'NOT_FOUND_AT_GATEWAY'
                WHEN failure_reason LIKE '%한도%' THEN 'LIMIT_EXCEEDED'
                WHEN failure_reason LIKE '%잘못된 카드%' THEN 'INVALID_CARD'
                WHEN failure_reason LIKE 'CircuitBreaker %' OR failure_reason LIKE 'The connection to the PG could not be opened%'
                    OR failure_reason LIKE 'No answer from the PG (%ConnectionError).' OR failure_reason LIKE 'No answer from the PG (NameResolutionError).'
                    THEN 'GATEWAY_UNAVAILABLE'
                WHEN failure_reason LIKE 'The PG answered %' OR failure_reason LIKE 'No answer from the PG%' THEN 'GATEWAY_ERROR'
                ELSE 'DECLINED' END
            WHERE failure_reason IS NOT NULL
            """;

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "failure_reason",
                table: "orders",
                type: "varchar(500)",
                maxLength: 500,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.RenameColumn(
                name: "failure_detail",
                table: "commerce_payments",
                newName: "failure_reason");

            migrationBuilder.Sql("UPDATE orders SET failure_reason = failure_code");
            migrationBuilder.Sql("UPDATE commerce_payments SET failure_reason = COALESCE(failure_reason, failure_code)");

            migrationBuilder.DropColumn(
                name: "failure_code",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "failure_code",
                table: "commerce_payments");
        }
    }
}
