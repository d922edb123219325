using System.Data.Common;
using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>People and the audit log.</summary>
internal sealed class AccountStore(IDatabase database) : IAccountStore
{
    private const string InsertColumns = """
        INSERT INTO person (organisation_id, role_id, email, normalized_email, name, password_hash, security_stamp,
            access_failed_count, lockout_end, created_at, last_sign_in_at, suspended_at)
        """;

    private const string InsertValues = """
        @Organisation, @RoleId, @Email, @NormalizedEmail, @Name, @PasswordHash, @SecurityStamp,
        @AccessFailedCount, @LockoutEnd, @CreatedAt, @LastSignInAt, @SuspendedAt
        """;

    public const string Insert =
        $"{InsertColumns} VALUES ({InsertValues}) ON CONFLICT (normalized_email) DO NOTHING RETURNING id";

    private const string InsertFirst =
        $"{InsertColumns} SELECT {InsertValues} WHERE NOT EXISTS (SELECT 1 FROM person) RETURNING id";

    // A role that was replaced since the person was read does not come back.
    public const string Update = """
        UPDATE person
        SET organisation_id = @Organisation,
            role_id = CASE
                WHEN @RoleId <= 100 OR EXISTS (SELECT 1 FROM role WHERE id = @RoleId) THEN @RoleId ELSE role_id END, email = @Email, normalized_email = @NormalizedEmail,
            name = @Name, password_hash = @PasswordHash, security_stamp = @SecurityStamp,
            access_failed_count = @AccessFailedCount, lockout_end = @LockoutEnd, created_at = @CreatedAt,
            last_sign_in_at = @LastSignInAt, suspended_at = @SuspendedAt
        WHERE id = @Id
            AND NOT EXISTS (SELECT 1 FROM person WHERE normalized_email = @NormalizedEmail AND id <> @Id)
        """;

    public Task<bool> TryInsertAsync(Person person, CancellationToken cancellation) =>
        InsertAsync(Insert, person, cancellation);

    public Task<bool> TryInsertFirstOwnerAsync(Person person, CancellationToken cancellation) =>
        InsertAsync(InsertFirst, person, cancellation);

    public Task<bool> TryUpdateAsync(Person person, CancellationToken cancellation)
    {
        var row = PersonRow.From(person);
        return database.WriteAsync(connection => connection.Execute(Update, row) == 1, cancellation);
    }

    public Task DeleteAsync(UserId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    UPDATE device SET owner_id = NULL WHERE owner_id = @Value;
                    DELETE FROM passkey WHERE person_id = @Value;
                    DELETE FROM password_reset WHERE person_id = @Value;
                    DELETE FROM person WHERE id = @Value;
                    """,
                    new { id.Value }
                ),
            cancellation
        );

    public Task<Person?> FindAsync(UserId id, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, "p.id = @key", id.Value), cancellation);

    public Task<Person?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => Find(connection, "c.person_id IS NULL AND p.normalized_email = @key", normalizedEmail),
            cancellation
        );

    public Task<bool> AnyOtherAsync(Person person, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection.ExecuteScalar<long?>(
                    """
                    SELECT 1 FROM person
                    WHERE organisation_id = @Organisation AND role_id = @Role AND suspended_at IS NULL AND id <> @Id LIMIT 1
                    """,
                    new
                    {
                        Organisation = person.Organisation.Value,
                        Role = person.Role.Id.Value,
                        Id = person.Id.Value,
                    }
                )
                    is not null,
            cancellation
        );

    public Task<bool> AnyAsync(CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection.ExecuteScalar<long>("SELECT COUNT(*) FROM (SELECT 1 FROM person LIMIT 1) AS one") > 0,
            cancellation
        );

    public Task<IReadOnlyList<Person>> ListAsync(
        OrganisationId organisation,
        UserId? after,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<Person>>(
            connection =>
                connection
                    .Query<PersonRow>(
                        $"{PersonRow.Select} WHERE c.person_id IS NULL AND p.organisation_id = @Organisation AND p.id > @After ORDER BY p.id LIMIT @limit",
                        new
                        {
                            Organisation = organisation.Value,
                            After = after?.Value ?? 0,
                            limit,
                        }
                    )
                    .Select(row => row.ToPerson())
                    .ToList(),
            cancellation
        );

    public Task AppendAuditAsync(AuditEntry entry, CancellationToken cancellation)
    {
        var row = AuditRow.From(entry);
        return database.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    INSERT INTO audit (at, actor_id, organisation_id, action, subject, remote_address)
                    VALUES (@At, @Actor, @Organisation, @Action, @Subject, @RemoteAddress)
                    """,
                    row
                ),
            cancellation
        );
    }

    public Task<IReadOnlyList<NumberedEntry>> ReadAuditOfAsync(
        UserId actor,
        long? before,
        int limit,
        CancellationToken cancellation
    ) =>
        ReadAuditAsync(
            AuditRow.ReadOfActor,
            new
            {
                actor.Value,
                before = before ?? long.MaxValue,
                limit,
            },
            cancellation
        );

    public Task<IReadOnlyList<NumberedEntry>> ReadAuditAsync(
        OrganisationId organisation,
        AuditQuery query,
        int limit,
        CancellationToken cancellation
    )
    {
        return ReadAuditAsync(
            AuditRow.Read(query),
            new
            {
                organisation.Value,
                Actor = query.Actor?.Value,
                query.Action,
                query.Subject,
                From = StoredTime.From(query.From),
                To = StoredTime.From(query.To),
                query.Before,
                limit,
            },
            cancellation
        );
    }

    private Task<IReadOnlyList<NumberedEntry>> ReadAuditAsync(
        string statement,
        object parameters,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<NumberedEntry>>(
            connection =>
                connection
                    .Query<AuditRow>(statement, parameters)
                    .Select(row => new NumberedEntry(row.Id, row.ToEntry()))
                    .ToList(),
            cancellation
        );

    private async Task<bool> InsertAsync(string statement, Person person, CancellationToken cancellation)
    {
        var row = PersonRow.From(person);
        var id = await database.WriteAsync(connection => connection.ExecuteScalar<long?>(statement, row), cancellation);
        // Only now: a person whose commit failed has no id.
        if (id is { } given)
            person.Id = new UserId(given);
        return id is not null;
    }

    private static Person? Find(DbConnection connection, string condition, object key) =>
        connection.QuerySingleOrDefault<PersonRow>($"{PersonRow.Select} WHERE {condition}", new { key })?.ToPerson();
}
