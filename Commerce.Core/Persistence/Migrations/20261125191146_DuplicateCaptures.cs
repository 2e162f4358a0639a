using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DuplicateCaptures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_journal_order_id_kind_account_product_id",
                table: "journal");

            migrationBuilder.AddColumn<int>(
                name: "fruitless_voids",
                table: "commerce_payments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_duplicate",
                table: "commerce_payments",
                type: "tinyint(1)",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "movement_key",
                table: "journal",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                computedColumnSql: "COALESCE(transaction_key, '')",
                stored: true,
                collation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.CreateIndex(
                name: "IX_journal_order_id_kind_account_product_id_movement_key",
                table: "journal",
                columns: new[] { "order_id", "kind", "account", "product_id", "movement_key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_journal_order_id_kind_account_product_id_movement_key",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "movement_key",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "fruitless_voids",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "is_duplicate",
                table: "commerce_payments");

            migrationBuilder.CreateIndex(
                name: "IX_journal_order_id_kind_account_product_id",
                table: "journal",
                columns: new[] { "order_id", "kind", "account", "product_id" },
                unique: true);
        }
    }
}
