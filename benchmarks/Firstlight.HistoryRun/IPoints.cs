namespace Firstlight.HistoryRun;

/// <summary>Somewhere points go, each batch on disk before the call ends.</summary>
internal interface IPoints : IAsyncDisposable
{
    Task AppendAsync(IReadOnlyList<Point> points, CancellationToken cancellation);
}
