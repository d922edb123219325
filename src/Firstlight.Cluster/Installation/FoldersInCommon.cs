using Firstlight.Core;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Cluster.Installation;

/// <summary>
/// Nodes share the folders of files, or do not start: what is sent to one of them could not be read at the other. A program alone brings its own: they are the
/// ones that nodes share when there are several later.
/// </summary>
internal sealed class FoldersInCommon(SharedFolders folders, IInstallationMarks marks, IRandomSource random)
    : IHostedService
{
    private const string Kind = "folder";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await marks.ListAsync(Kind, cancellationToken);
        var own = folders.Paths.Select(path => Mark(path, known)).ToList();
        if (!folders.AreOurs)
            Check(own, known);
        else if (!IsAmong(own, known))
            await marks.ForgetAsync(Kind, cancellationToken);
        // Of two that begin at once with folders of their own one is first.
        Check(own, await marks.AddAsync(Kind, own, cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private InstallationMark Mark(string path, IReadOnlyList<InstallationMark> known)
    {
        var name = Path.GetFileName(path);
        if (FolderMark.Find(path) is { } mark)
            return new InstallationMark(name, mark);
        // Where one is missing that others have, none is made: the folder may be the shared one, not mounted yet.
        if (!folders.AreOurs && known.Any(other => other.Name == name))
            throw Stranger(path);
        return new InstallationMark(name, FolderMark.Make(path, random));
    }

    private void Check(List<InstallationMark> own, IReadOnlyList<InstallationMark> known)
    {
        for (var folder = 0; folder < own.Count; folder++)
        {
            if (!IsAmong([own[folder]], known))
                throw Stranger(folders.Paths[folder]);
        }
    }

    /// <summary>None of them is known to be another one.</summary>
    private static bool IsAmong(List<InstallationMark> own, IReadOnlyList<InstallationMark> known) =>
        own.TrueForAll(mark =>
            known.All(other => other.Name != mark.Name || other.Value.AsSpan().SequenceEqual(mark.Value))
        );

    private static NotOfInstallationException Stranger(string path) =>
        new(
            $"{path} is not the folder '{Path.GetFileName(path)}' that the nodes of this installation share. Mount or link that one there, as it is on a node that serves."
        );
}

/// <summary>Where this program keeps files.</summary>
/// <param name="Paths">The folders.</param>
/// <param name="AreOurs">True for a program alone: whatever is there is right.</param>
internal sealed record SharedFolders(IReadOnlyList<string> Paths, bool AreOurs);
