using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>
/// An engine's bounded number of connections that read. Disposing waits for the queries that run; later ones are refused.
/// </summary>
internal interface IReaders : IAsyncDisposable
{
    /// <inheritdoc cref="IDatabase.ReadAsync" />
    Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellation);
}
