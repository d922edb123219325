using Firstlight.Core;

namespace Firstlight.Cluster.Tests.Installation;

/// <summary>The marks as the stores keep them (InstallationMarkConformance), for programs in one process.</summary>
internal sealed class MarksInMemory : IInstallationMarks
{
    private readonly Dictionary<(string Kind, string Name), InstallationMark> _marks = [];

    public Task<IReadOnlyList<InstallationMark>> ListAsync(string kind, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<InstallationMark>>([
            .. _marks.Where(entry => entry.Key.Kind == kind).Select(entry => entry.Value),
        ]);

    public async Task<IReadOnlyList<InstallationMark>> JoinAsync(
        string kind,
        IReadOnlyList<InstallationMark> own,
        CancellationToken cancellation
    )
    {
        var present = await ListAsync(kind, cancellation);
        return present.All(mark => own.Any(held => held.Name == mark.Name))
            ? await AddAsync(kind, own, cancellation)
            : present;
    }

    public Task<IReadOnlyList<InstallationMark>> AddAsync(
        string kind,
        IReadOnlyList<InstallationMark> own,
        CancellationToken cancellation
    )
    {
        foreach (var mark in own)
            _marks.TryAdd((kind, mark.Name), mark);
        return ListAsync(kind, cancellation);
    }

    public Task<int> ForgetAsync(string kind, CancellationToken cancellation)
    {
        var gone = _marks.Keys.Where(key => key.Kind == kind).ToList();
        gone.ForEach(key => _marks.Remove(key));
        return Task.FromResult(gone.Count);
    }
}
