using System.Collections.Concurrent;
using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

internal sealed class RecordingLiveEvents : ILiveEvents
{
    public ConcurrentQueue<LiveEvent> Published { get; } = new();

    public IReadOnlyList<string> Types => [.. Published.Select(static published => published.Type)];

    public int Count(string type) => Published.Count(published => published.Type == type);

    public void Publish(LiveEvent liveEvent) => Published.Enqueue(liveEvent);

    public bool IsWatched { get; set; } = true;

    public bool HasWatchers(OrganisationId organisation) => IsWatched;

    public IAsyncEnumerable<LiveEvent> WatchAsync(OrganisationId organisation, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
