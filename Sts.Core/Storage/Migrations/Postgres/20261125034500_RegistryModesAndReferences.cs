using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sts.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class RegistryModesAndReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "compatibility_level",
                table: "subject_configs",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<string>(
                name: "mode",
                table: "subject_configs",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "normalize",
                table: "subject_configs",
                type: "boolean",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "schema_references",
                columns: table => new
                {
                    schema_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schema_references", x => new { x.schema_id, x.position });
                    table.ForeignKey(
                        name: "fk_schema_references_schemas_schema_id",
                        column: x => x.schema_id,
                        principalTable: "schemas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_schema_references_subject_version",
                table: "schema_references",
                columns: new[] { "subject", "version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "schema_references");

            migrationBuilder.DropColumn(
                name: "mode",
                table: "subject_configs");

            migrationBuilder.DropColumn(
                name: "normalize",
                table: "subject_configs");

            migrationBuilder.Sql("DELETE FROM subject_configs WHERE compatibility_level IS NULL");

            migrationBuilder.AlterColumn<string>(
                name: "compatibility_level",
                table: "subject_configs",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);
        }
    }
}
