using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Commerce.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Those that come before those that go: nobody reads without an index meanwhile.
            migrationBuilder.CreateIndex(
                name: "IX_products_brand_id_created_at",
                table: "products",
                columns: new[] { "brand_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_products_brand_id_likes_count",
                table: "products",
                columns: new[] { "brand_id", "likes_count" });

            migrationBuilder.CreateIndex(
                name: "IX_products_brand_id_price",
                table: "products",
                columns: new[] { "brand_id", "price" });

            migrationBuilder.CreateIndex(
                name: "IX_member_coupons_coupon_id_member_id",
                table: "member_coupons",
                columns: new[] { "coupon_id", "member_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_member_coupons_member_id_id",
                table: "member_coupons",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_likes_member_id_id",
                table: "likes",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_likes_product_id_member_id",
                table: "likes",
                columns: new[] { "product_id", "member_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_journal_account_created_at",
                table: "journal",
                columns: new[] { "account", "created_at" });

            migrationBuilder.DropIndex(
                name: "IX_products_brand_id",
                table: "products");

            migrationBuilder.DropIndex(
                name: "IX_member_coupons_member_id_coupon_id",
                table: "member_coupons");

            migrationBuilder.DropIndex(
                name: "IX_likes_member_id_product_id",
                table: "likes");

            migrationBuilder.DropIndex(
                name: "IX_journal_created_at",
                table: "journal");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_products_brand_id_created_at",
                table: "products");

            migrationBuilder.DropIndex(
                name: "IX_products_brand_id_likes_count",
                table: "products");

            migrationBuilder.DropIndex(
                name: "IX_products_brand_id_price",
                table: "products");

            migrationBuilder.DropIndex(
                name: "IX_member_coupons_coupon_id_member_id",
                table: "member_coupons");

            migrationBuilder.DropIndex(
                name: "IX_member_coupons_member_id_id",
                table: "member_coupons");

            migrationBuilder.DropIndex(
                name: "IX_likes_member_id_id",
                table: "likes");

            migrationBuilder.DropIndex(
                name: "IX_likes_product_id_member_id",
                table: "likes");

            migrationBuilder.DropIndex(
                name: "IX_journal_account_created_at",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "IX_products_brand_id",
                table: "products",
                column: "brand_id");

            migrationBuilder.CreateIndex(
                name: "IX_member_coupons_member_id_coupon_id",
                table: "member_coupons",
                columns: new[] { "member_id", "coupon_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_likes_member_id_product_id",
                table: "likes",
                columns: new[] { "member_id", "product_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_journal_created_at",
                table: "journal",
                column: "created_at");
        }
    }
}
