namespace Sts.Core.Storage;

/// <summary>The database can't be used as configured. The message says why and what to change; it never holds a password.</summary>
public sealed class DatabaseInitializationException(string message, Exception? innerException = null)
    : Exception(message, innerException);
