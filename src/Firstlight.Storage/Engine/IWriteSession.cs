using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>
/// The writer's connection, and how a transaction of many units runs on it. Every call is made by the writer's thread;
/// what one throws ends the transaction.
/// </summary>
internal interface IWriteSession : IDisposable
{
    /// <summary>How long a step may take before those who wait are told that the database does not answer.</summary>
    TimeSpan StepMax { get; }

    /// <summary>What units work with; asked for anew in each transaction.</summary>
    DbConnection Connection { get; }

    void Begin();

    void BeginUnit();

    /// <summary>Keeps what the unit did.</summary>
    void KeepUnit();

    /// <summary>Takes back what the unit did, and nothing else.</summary>
    /// <exception cref="Core.StorageUnavailableException">The units before are gone as well.</exception>
    void UndoUnit();

    /// <summary>Ends when everything is on disk.</summary>
    void Commit();

    /// <summary>Leaves nothing of a transaction that failed, whatever state it is in. Throws nothing.</summary>
    void RollBack();
}
