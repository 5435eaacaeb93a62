using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Sts.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "actions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    original_text = table.Column<string>(type: "text", nullable: false),
                    reasoning = table.Column<string>(type: "text", nullable: false),
                    categorization = table.Column<string>(type: "text", nullable: true),
                    refined_prompt = table.Column<string>(type: "text", nullable: true),
                    timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    spoken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    speech_outcome = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_actions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schemas",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    text = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schemas", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    start_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "text", nullable: true),
                    summary = table.Column<string>(type: "text", nullable: true),
                    summary_hash = table.Column<string>(type: "text", nullable: true),
                    summarised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_activity_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    aggregation_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    aggregation_attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subject_configs",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false),
                    compatibility_level = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subject_configs", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "transcriptions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    log = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    partition = table.Column<int>(type: "integer", nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transcriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subject_versions",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    schema_id = table.Column<int>(type: "integer", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subject_versions", x => new { x.subject, x.version });
                    table.ForeignKey(
                        name: "fk_subject_versions_schemas_schema_id",
                        column: x => x.schema_id,
                        principalTable: "schemas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_actions_key",
                table: "actions",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_actions_timestamp",
                table: "actions",
                column: "timestamp");

            migrationBuilder.CreateIndex(
                name: "ix_actions_user_id_timestamp",
                table: "actions",
                columns: new[] { "user_id", "timestamp" });

            migrationBuilder.CreateIndex(
                name: "ix_schemas_fingerprint",
                table: "schemas",
                column: "fingerprint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_idle",
                table: "sessions",
                column: "last_activity_at",
                filter: "active");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_start_time",
                table: "sessions",
                column: "start_time");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_unaggregated",
                table: "sessions",
                column: "closed_at",
                filter: "NOT active AND summarised_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_user_id_start_time",
                table: "sessions",
                columns: new[] { "user_id", "start_time" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_sessions_one_active_per_user",
                table: "sessions",
                column: "user_id",
                unique: true,
                filter: "active");

            migrationBuilder.CreateIndex(
                name: "ix_subject_versions_schema_id",
                table: "subject_versions",
                column: "schema_id");

            migrationBuilder.CreateIndex(
                name: "ix_transcriptions_log_topic_partition_offset",
                table: "transcriptions",
                columns: new[] { "log", "topic", "partition", "offset" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_transcriptions_timestamp",
                table: "transcriptions",
                column: "timestamp");

            migrationBuilder.CreateIndex(
                name: "ix_transcriptions_user_id_timestamp",
                table: "transcriptions",
                columns: new[] { "user_id", "timestamp" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "actions");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "subject_configs");

            migrationBuilder.DropTable(
                name: "subject_versions");

            migrationBuilder.DropTable(
                name: "transcriptions");

            migrationBuilder.DropTable(
                name: "schemas");
        }
    }
}
