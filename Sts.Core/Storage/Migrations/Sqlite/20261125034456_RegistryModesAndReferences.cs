using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sts.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class RegistryModesAndReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite can't make a column nullable; EF Core's way to do so leaves the migration's transaction.
            migrationBuilder.Sql(
                """
                CREATE TABLE new_subject_configs (
                    subject TEXT NOT NULL CONSTRAINT pk_subject_configs PRIMARY KEY,
                    compatibility_level TEXT NULL,
                    mode TEXT NULL,
                    normalize INTEGER NULL
                );
                INSERT INTO new_subject_configs (subject, compatibility_level) SELECT subject, compatibility_level FROM subject_configs;
                DROP TABLE subject_configs;
                ALTER TABLE new_subject_configs RENAME TO subject_configs;
                """);

            migrationBuilder.CreateTable(
                name: "schema_references",
                columns: table => new
                {
                    schema_id = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.Sql(
                """
                CREATE TABLE old_subject_configs (
                    subject TEXT NOT NULL CONSTRAINT pk_subject_configs PRIMARY KEY,
                    compatibility_level TEXT NOT NULL
                );
                INSERT INTO old_subject_configs SELECT subject, compatibility_level FROM subject_configs WHERE compatibility_level IS NOT NULL;
                DROP TABLE subject_configs;
                ALTER TABLE old_subject_configs RENAME TO subject_configs;
                """);
        }
    }
}
