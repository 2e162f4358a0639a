using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PaymentWindows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "pay_by",
                table: "orders",
                type: "datetime(6)",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "transaction_key",
                table: "journal",
                type: "varchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "utf8mb4_bin",
                oldClrType: typeof(string),
                oldType: "varchar(100)",
                oldMaxLength: 100,
                oldNullable: true,
                oldCollation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<string>(
                name: "transaction_key",
                table: "commerce_payments",
                type: "varchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "utf8mb4_bin",
                oldClrType: typeof(string),
                oldType: "varchar(100)",
                oldMaxLength: 100,
                oldNullable: true,
                oldCollation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirm_until",
                table: "commerce_payments",
                type: "datetime(6)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "confirms",
                table: "commerce_payments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_at",
                table: "commerce_payments",
                type: "datetime(6)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "merchant_order_id",
                table: "commerce_payments",
                type: "varchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<string>(
                name: "transaction_key",
                table: "callback_inbox",
                type: "varchar(200)",
                maxLength: 200,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "varchar(100)",
                oldMaxLength: 100,
                oldNullable: true)
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<string>(
                name: "movement_key",
                table: "journal",
                type: "varchar(200)",
                maxLength: 200,
                nullable: true,
                computedColumnSql: "COALESCE(transaction_key, '')",
                stored: true,
                collation: "utf8mb4_bin",
                oldClrType: typeof(string),
                oldType: "varchar(100)",
                oldMaxLength: 100,
                oldNullable: true,
                oldComputedColumnSql: "COALESCE(transaction_key, '')",
                oldStored: true,
                oldCollation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<long>(
                name: "live_order_id",
                table: "commerce_payments",
                type: "bigint",
                nullable: true,
                computedColumnSql: "CASE WHEN status IN ('AWAITING_BUYER', 'PENDING', 'TIMEOUT', 'SUCCESS') THEN order_id END",
                stored: true,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComputedColumnSql: "CASE WHEN status IN ('PENDING', 'TIMEOUT', 'SUCCESS') THEN order_id END",
                oldStored: true);

            migrationBuilder.CreateIndex(
                name: "IX_commerce_payments_merchant_order_id",
                table: "commerce_payments",
                column: "merchant_order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_commerce_payments_merchant_order_id",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "pay_by",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "confirm_until",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "confirms",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "expires_at",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "merchant_order_id",
                table: "commerce_payments");

            migrationBuilder.AlterColumn<string>(
                name: "transaction_key",
                table: "journal",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "utf8mb4_bin",
                oldClrType: typeof(string),
                oldType: "varchar(200)",
                oldMaxLength: 200,
                oldNullable: true,
                oldCollation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<string>(
                name: "transaction_key",
                table: "commerce_payments",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "utf8mb4_bin",
                oldClrType: typeof(string),
                oldType: "varchar(200)",
                oldMaxLength: 200,
                oldNullable: true,
                oldCollation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<string>(
                name: "transaction_key",
                table: "callback_inbox",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "varchar(200)",
                oldMaxLength: 200,
                oldNullable: true)
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<string>(
                name: "movement_key",
                table: "journal",
                type: "varchar(100)",
                maxLength: 100,
                nullable: true,
                computedColumnSql: "COALESCE(transaction_key, '')",
                stored: true,
                collation: "utf8mb4_bin",
                oldClrType: typeof(string),
                oldType: "varchar(200)",
                oldMaxLength: 200,
                oldNullable: true,
                oldComputedColumnSql: "COALESCE(transaction_key, '')",
                oldStored: true,
                oldCollation: "utf8mb4_bin")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AlterColumn<long>(
                name: "live_order_id",
                table: "commerce_payments",
                type: "bigint",
                nullable: true,
                computedColumnSql: "CASE WHEN status IN ('PENDING', 'TIMEOUT', 'SUCCESS') THEN order_id END",
                stored: true,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComputedColumnSql: "CASE WHEN status IN ('AWAITING_BUYER', 'PENDING', 'TIMEOUT', 'SUCCESS') THEN order_id END",
                oldStored: true);
        }
    }
}
