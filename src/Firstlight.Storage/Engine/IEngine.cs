namespace Firstlight.Storage.Engine;

/// <summary>A database as the host sees it: closed, then open until it is closed for good.</summary>
internal interface IEngine : IDatabase, IAsyncDisposable
{
    /// <summary>True from a write that failed until one that succeeds.</summary>
    bool IsFailing { get; }

    /// <summary>Makes sure that nobody else writes, opens and migrates.</summary>
    /// <exception cref="DatabaseRefusedException">The program must not start on this database.</exception>
    void Open();

    /// <summary>Writes what waits and closes. Calls after it are refused.</summary>
    Task CloseAsync();
}
