using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What the programs of the installation have in common beside the database.</summary>
internal sealed class InstallationMarks(IDatabase database) : IInstallationMarks
{
    private const string Select =
        "SELECT name AS Name, mark AS Value FROM installation_mark WHERE kind = @kind ORDER BY name";

    private const string Insert = """
        INSERT INTO installation_mark (kind, name, mark) VALUES (@kind, @Name, @Value) ON CONFLICT (kind, name) DO NOTHING
        """;

    public Task<IReadOnlyList<InstallationMark>> ListAsync(string kind, CancellationToken cancellation) =>
        database.ReadAsync(connection => List(connection, kind), cancellation);

    public Task<IReadOnlyList<InstallationMark>> JoinAsync(
        string kind,
        IReadOnlyList<InstallationMark> own,
        CancellationToken cancellation
    ) =>
        database.WriteAsync(
            connection =>
            {
                var present = List(connection, kind);
                return present.All(mark => own.Any(held => held.Name == mark.Name))
                    ? Add(connection, kind, own)
                    : present;
            },
            cancellation
        );

    public Task<IReadOnlyList<InstallationMark>> AddAsync(
        string kind,
        IReadOnlyList<InstallationMark> own,
        CancellationToken cancellation
    ) => database.WriteAsync(connection => Add(connection, kind, own), cancellation);

    public Task<int> ForgetAsync(string kind, CancellationToken cancellation) =>
        database.WriteAsync(
            connection => connection.Execute("DELETE FROM installation_mark WHERE kind = @kind", new { kind }),
            cancellation
        );

    private static IReadOnlyList<InstallationMark> Add(
        DbConnection connection,
        string kind,
        IReadOnlyList<InstallationMark> own
    )
    {
        foreach (var mark in own)
        {
            connection.Execute(
                Insert,
                new
                {
                    kind,
                    mark.Name,
                    mark.Value,
                }
            );
        }

        return List(connection, kind);
    }

    private static IReadOnlyList<InstallationMark> List(DbConnection connection, string kind) =>
        connection.Query<InstallationMark>(Select, new { kind }).AsList();
}
