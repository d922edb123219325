namespace Firstlight.Core;

/// <summary>What a program shows to prove that it belongs to the installation. Nothing secret: the database holds it as it is.</summary>
/// <param name="Name">What it is of, such as a key's number.</param>
/// <param name="Value">The proof.</param>
public sealed record InstallationMark(string Name, byte[] Value);

/// <summary>
/// What all programs of one installation have in common beside the database, such as keys, as marks in the database by which one that joins can be told from a
/// stranger. From every member: <see cref="StorageUnavailableException"/>.
/// </summary>
public interface IInstallationMarks
{
    /// <summary>The marks of a kind, by name.</summary>
    Task<IReadOnlyList<InstallationMark>> ListAsync(string kind, CancellationToken cancellation);

    /// <summary>
    /// Durable. Adds those of <paramref name="own"/> whose names are not there, unless there are any and this program does not have all of them: then nothing
    /// is written. Answers what is there afterwards; of many that join an installation without marks one is first.
    /// </summary>
    Task<IReadOnlyList<InstallationMark>> JoinAsync(
        string kind,
        IReadOnlyList<InstallationMark> own,
        CancellationToken cancellation
    );

    /// <summary>Durable. As <see cref="JoinAsync"/>, for a program that belongs to the installation already: its marks are added in any case.</summary>
    Task<IReadOnlyList<InstallationMark>> AddAsync(
        string kind,
        IReadOnlyList<InstallationMark> own,
        CancellationToken cancellation
    );

    /// <summary>Durable. Removes all marks of a kind: who joins next is first. Answers how many there were.</summary>
    Task<int> ForgetAsync(string kind, CancellationToken cancellation);
}
