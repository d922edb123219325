using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>A database that scripts are applied to. Nobody else may be at it meanwhile.</summary>
/// <param name="Connection">Where they run.</param>
/// <param name="Name">What sentences call the database.</param>
/// <param name="ListTables">The statement that names its tables.</param>
/// <param name="WhenForeign">What to do when they are of another program, as a sentence.</param>
internal sealed record SchemaPlace(DbConnection Connection, string Name, string ListTables, string WhenForeign);
