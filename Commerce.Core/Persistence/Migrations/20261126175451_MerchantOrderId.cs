using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MerchantOrderId : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "pg_order_id",
                table: "reconciliation_breaks",
                newName: "merchant_order_id");

            migrationBuilder.RenameColumn(
                name: "pg_order_id",
                table: "callback_inbox",
                newName: "merchant_order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "merchant_order_id",
                table: "reconciliation_breaks",
                newName: "pg_order_id");

            migrationBuilder.RenameColumn(
                name: "merchant_order_id",
                table: "callback_inbox",
                newName: "pg_order_id");
        }
    }
}
