using System.Data.Common;
using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>
/// All that the stores know of a database engine. What differs between engines lives behind it; the stores keep to SQL
/// that SQLite and PostgreSQL both read.
/// </summary>
internal interface IDatabase
{
    /// <summary>
    /// Runs <paramref name="work"/> as one whole and ends when it is on disk. When it throws, nothing of it is written.
    /// Cancellation counts until the work begins; after that the outcome is told.
    /// </summary>
    /// <remarks>The work runs on the engine's thread, once: it only talks to the connection and does not wait.</remarks>
    /// <exception cref="StorageUnavailableException">Nothing was written; the call may be repeated.</exception>
    Task<T> WriteAsync<T>(Func<DbConnection, T> work, CancellationToken cancellation);

    /// <summary>Runs <paramref name="query"/>, which sees everything that was written before.</summary>
    /// <remarks>Statements of one query may see different moments; what must fit together is read by one statement.</remarks>
    /// <exception cref="StorageUnavailableException">The database could not answer.</exception>
    Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellation);
}
