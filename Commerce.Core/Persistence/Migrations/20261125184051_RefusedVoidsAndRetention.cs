using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RefusedVoidsAndRetention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "cs_cases",
                type: "varchar(500)",
                maxLength: 500,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "void_refused_at",
                table: "commerce_payments",
                type: "datetime(6)",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_outbox_done_at",
                table: "outbox",
                column: "done_at");

            migrationBuilder.CreateIndex(
                name: "IX_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_callback_inbox_received_at",
                table: "callback_inbox",
                column: "received_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_outbox_done_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "IX_idempotency_keys_created_at",
                table: "idempotency_keys");

            migrationBuilder.DropIndex(
                name: "IX_callback_inbox_received_at",
                table: "callback_inbox");

            migrationBuilder.DropColumn(
                name: "note",
                table: "cs_cases");

            migrationBuilder.DropColumn(
                name: "void_refused_at",
                table: "commerce_payments");
        }
    }
}
