namespace Sts.Core.Privacy;

/// <summary>
/// Something that remembers users outside the database: in memory, or in files. Whoever is erased is forgotten by all that are registered as this service.
/// </summary>
public interface IUserMemory
{
    /// <summary>Forgets a user, at once. It can be called again, and for somebody who was never known.</summary>
    /// <exception cref="IOException">Something of the user may still be there.</exception>
    void Forget(string userId);
}
