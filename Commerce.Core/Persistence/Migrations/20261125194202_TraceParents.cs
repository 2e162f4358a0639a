using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class TraceParents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                table: "outbox",
                type: "varchar(55)",
                maxLength: 55,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                table: "commerce_payments",
                type: "varchar(55)",
                maxLength: 55,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");

            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                table: "callback_inbox",
                type: "varchar(55)",
                maxLength: 55,
                nullable: true)
                .Annotation("MySql:CharSet", "utf8mb4");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "trace_parent",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "trace_parent",
                table: "commerce_payments");

            migrationBuilder.DropColumn(
                name: "trace_parent",
                table: "callback_inbox");
        }
    }
}
