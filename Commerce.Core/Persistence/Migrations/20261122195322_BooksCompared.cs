using System;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class BooksCompared : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "transaction_key",
                table: "journal",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "utf8mb4_bin")
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reconciliation_breaks");

            migrationBuilder.DropTable(
                name: "reconciliation_runs");

            migrationBuilder.DropTable(
                name: "reconciliation_seen");

            migrationBuilder.DropIndex(
                name: "IX_journal_transaction_key",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "transaction_key",
                table: "journal");
        }
    }
}
