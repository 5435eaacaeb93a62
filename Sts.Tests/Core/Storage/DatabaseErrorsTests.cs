using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sts.Core.Storage;

namespace Sts.Tests.Core.Storage;

[TestFixture]
public sealed class DatabaseErrorsTests
{
    [TestCase("57P01", true)] // admin_shutdown
    [TestCase("57P02", true)] // crash_shutdown
    [TestCase("57P03", true)] // cannot_connect_now
    [TestCase("57014", true)] // query_canceled
    [TestCase("53300", true)] // too_many_connections
    [TestCase("53100", true)] // disk_full
    [TestCase("40P01", true)] // deadlock_detected
    [TestCase("25006", true)] // read_only_sql_transaction
    [TestCase("28P01", true)] // invalid_password
    [TestCase("22021", false)] // character_not_in_repertoire
    [TestCase("23502", false)] // not_null_violation
    [TestCase("23505", false)] // unique_violation
    [TestCase("54000", false)] // program_limit_exceeded
    [TestCase("42P01", false)] // undefined_table
    public void IsTransient_PostgresState_ToldApart(string state, bool expected)
    {
        var exception = new PostgresException("message", "ERROR", "ERROR", state);

        DatabaseErrors.IsTransient(exception).Should().Be(expected);
        DatabaseErrors.IsTransient(new DbUpdateException("wrapped", exception)).Should().Be(expected);
        DatabaseErrors.IsTransient(new InvalidOperationException("wrapped", exception)).Should().Be(expected);
    }

    [TestCase(5, true)] // SQLITE_BUSY
    [TestCase(6, true)] // SQLITE_LOCKED
    [TestCase(10, true)] // SQLITE_IOERR
    [TestCase(13, true)] // SQLITE_FULL
    [TestCase(1, false)] // SQLITE_ERROR
    [TestCase(18, false)] // SQLITE_TOOBIG
    [TestCase(19, false)] // SQLITE_CONSTRAINT
    public void IsTransient_SqliteCode_ToldApart(int code, bool expected) =>
        DatabaseErrors.IsTransient(new DbUpdateException("wrapped", new SqliteException("message", code))).Should().Be(expected);

    [Test]
    public void IsTransient_OtherExceptions_ToldApart()
    {
        DatabaseErrors.IsTransient(new NpgsqlException("failed", new SocketException(111))).Should().BeTrue();
        DatabaseErrors.IsTransient(new NpgsqlException("failed", new IOException("cut"))).Should().BeTrue();
        DatabaseErrors.IsTransient(new TimeoutException()).Should().BeTrue();
        DatabaseErrors.IsTransient(new InvalidCastException()).Should().BeFalse();
        DatabaseErrors.IsTransient(new OperationCanceledException("cancelled", new TimeoutException())).Should().BeFalse();
    }

    [Test]
    public async Task IsTransient_ServerEndsOurConnection_IsTrue()
    {
        var server = PostgresTestDatabase.ServerOrIgnore();
        await using var victim = new NpgsqlConnection(server);
        await victim.OpenAsync();
        await using var killer = new NpgsqlConnection(server);
        await killer.OpenAsync();
        await using var kill = new NpgsqlCommand($"SELECT pg_terminate_backend({victim.ProcessID})", killer);
        await kill.ExecuteNonQueryAsync();
        await using var query = new NpgsqlCommand("SELECT pg_sleep(10)", victim);

        var run = () => query.ExecuteNonQueryAsync();

        DatabaseErrors.IsTransient((await run.Should().ThrowAsync<Exception>()).Which).Should().BeTrue();
    }
}
