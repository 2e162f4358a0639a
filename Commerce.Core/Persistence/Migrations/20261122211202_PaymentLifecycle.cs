using System;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PaymentLifecycle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_commerce_payments_transaction_key",
                table: "commerce_payments");

            migrationBuilder.AlterColumn<long>(
                name: "order_id",
                table: "journal",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<string>(
                name: "transaction_key",
                table: "journal",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<string>(
                name: "gateway",
                table: "commerce_payments",
                type: "varchar(50)",
                maxLength: 50,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_look_at",
                table: "commerce_payments",
                type: "datetime(6)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "flaw",
                table: "callback_inbox",
                type: "varchar(200)",
                maxLength: 200,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<string>(
                name: "gateway",
                table: "callback_inbox",
                type: "varchar(50)",
                maxLength: 50,
                nullable: false,
                defaultValue: "")
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<string>(
                name: "message_id",
                table: "callback_inbox",
                type: "varchar(128)",
                maxLength: 128,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "next_try_at",
                table: "callback_inbox",
                type: "datetime(6)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pg_order_id",
                table: "callback_inbox",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    member_id = table.Column<string>(type: "varchar(10)", maxLength: 10, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    key = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    request_hash = table.Column<string>(type: "varchar(64)", maxLength: 64, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    created_at = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: true),
                    answer_status = table.Column<int>(type: "int", nullable: true),
                    answer_body = table.Column<string>(type: "mediumtext", nullable: true)
                        .Annotation("MySql:CharSet", "utf8mb4")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotency_keys", x => x.id);
                })
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateTable(
                name: "reconciliation_breaks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    type = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    transaction_key = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    pg_order_id = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    payment_id = table.Column<long>(type: "bigint", nullable: true),
                    pg_amount = table.Column<long>(type: "bigint", nullable: true),
                    our_amount = table.Column<long>(type: "bigint", nullable: true),
                    pg_state = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: true)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    our_state = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: true)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    happened_at = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_breaks", x => x.id);
                })
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateTable(
                name: "reconciliation_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn),
                    gateway = table.Column<string>(type: "varchar(50)", maxLength: 50, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    status = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    tries = table.Column<int>(type: "int", nullable: false),
                    next_try_at = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: true),
                    failure_reason = table.Column<string>(type: "varchar(500)", maxLength: 500, nullable: true)
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    pg_lines = table.Column<long>(type: "bigint", nullable: false),
                    unsettled = table.Column<long>(type: "bigint", nullable: false),
                    breaks = table.Column<long>(type: "bigint", nullable: false),
                    pg_captured = table.Column<long>(type: "bigint", nullable: false),
                    pg_cancelled = table.Column<long>(type: "bigint", nullable: false),
                    our_captured = table.Column<long>(type: "bigint", nullable: false),
                    our_cancelled = table.Column<long>(type: "bigint", nullable: false),
                    daily_day = table.Column<DateOnly>(type: "date", nullable: true, computedColumnSql: "CASE WHEN kind = 'DAILY' THEN day END", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_runs", x => x.id);
                })
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateTable(
                name: "reconciliation_seen",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    transaction_key = table.Column<string>(type: "varchar(255)", maxLength: 255, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    type = table.Column<string>(type: "varchar(20)", maxLength: 20, nullable: false)
                        .Annotation("MySql:CharSet", "utf8mb4")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_seen", x => new { x.run_id, x.transaction_key, x.type });
                })
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateIndex(
                name: "IX_journal_transaction_key",
                table: "journal",
                column: "transaction_key");

            migrationBuilder.CreateIndex(
                name: "IX_commerce_payments_transaction_key_gateway",
                table: "commerce_payments",
                columns: new[] { "transaction_key", "gateway" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_callback_inbox_message_id_gateway",
                table: "callback_inbox",
                columns: new[] { "message_id", "gateway" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_callback_inbox_next_try_at",
                table: "callback_inbox",
                column: "next_try_at");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_member_id_key",
                table: "idempotency_keys",
                columns: new[] { "member_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_order_id",
                table: "idempotency_keys",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_breaks_run_id",
                table: "reconciliation_breaks",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_runs_gateway_daily_day",
                table: "reconciliation_runs",
                columns: new[] { "gateway", "daily_day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reconciliation_runs_next_try_at",
                table: "reconciliation_runs",
                column: "next_try_at");

            // Until now there was one gateway.
            migrationBuilder.Sql("UPDATE commerce_payments SET gateway = 'simulator' WHERE payment_method = 'CARD'");
            migrationBuilder.Sql("UPDATE callback_inbox SET gateway = 'simulator'");

            // Money that was posted without the key under which the PG has it.
            migrationBuilder.Sql(
                """
                UPDATE journal j JOIN commerce_payments p ON p.order_id = j.order_id
                SET j.transaction_key = p.transaction_key WHERE j.kind IN ('CAPTURED', 'VOIDED')
                """);

            // Points that were charged before charges were posted.
            migrationBuilder.Sql(
                """
                INSERT INTO journal (kind, account, product_id, amount, created_at)
                SELECT 'POINTS_CHARGED', sides.account, 0, sides.sign * e.amount, e.created_at FROM point_entries e
                JOIN (SELECT 'MEMBER_POINTS' AS account, -1 AS sign UNION ALL SELECT 'POINTS_ISSUED', 1) sides
                WHERE e.kind = 'CHARGE'
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "reconciliation_breaks");

            migrationBuilder.DropTable(
                name: "reconciliation_runs");

            migrationBuilder.DropTable(
                name: "reconciliation_seen");

            migrationBuilder.DropIndex(
                name: "IX_journal_transaction_key",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "IX_commerce_payments_transaction_key_gateway",
                table: "commerce_payments");

            migrationBuilder.DropIndex(
                name: "IX_callback_inbox_message_id_gateway",
                table: "callback_inbox");

            migrationBuilder.DropIndex(
                name: "IX_callback_inbox_next_try_at",
                table: "callback_inbox");

            migrationBuilder.DropColumn(
                name: "transaction_key",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "gateway",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "last_look_at",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "flaw",
                table: "callback_inbox");

            migrationBuilder.DropColumn(
                name: "gateway",
                table: "callback_inbox");

            migrationBuilder.DropColumn(
                name: "message_id",
                table: "callback_inbox");

            migrationBuilder.DropColumn(
                name: "next_try_at",
                table: "callback_inbox");

            migrationBuilder.DropColumn(
                name: "pg_order_id",
                table: "callback_inbox");

            migrationBuilder.AlterColumn<long>(
                name: "order_id",
                table: "journal",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_commerce_payments_transaction_key",
                table: "commerce_payments",
                column: "transaction_key",
                unique: true);
        }
    }
}
