namespace Sts.Core.Storage;

/// <summary>Makes the database ready for use: reachable and its schema up to date.</summary>
public interface IDatabaseInitializer
{
    /// <summary>
    /// Waits, with growing pauses and one warning, for as long as the database can't be reached; then applies the migrations that are
    /// missing (<see cref="DatabaseOptions.MigrateAtStart"/>). Safe when several hosts start at once: one migrates, the others wait.
    /// </summary>
    /// <exception cref="DatabaseInitializationException">Waiting won't help: wrong password, missing database, no rights, old schema, not a database.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);
}
