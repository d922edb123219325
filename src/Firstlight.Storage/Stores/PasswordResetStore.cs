using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Who wants a new password. Rows go when they are used or have expired.</summary>
internal sealed class PasswordResetStore(IDatabase database) : IPasswordResetStore
{
    private const string Columns =
        "r.person_id AS Person, r.requested_at AS RequestedAt, r.expires_at AS ExpiresAt, r.digest AS Digest";

    // A link answers the request that waits for it; a second request while one waits changes nothing.
    private const string Insert = """
        DELETE FROM password_reset WHERE expires_at <= @RequestedAt;
        DELETE FROM password_reset WHERE person_id = @Person AND digest IS NULL AND @Digest IS NOT NULL;
        INSERT INTO password_reset (person_id, requested_at, expires_at, digest)
        SELECT @Person, @RequestedAt, @ExpiresAt, @Digest
        WHERE @Digest IS NOT NULL
            OR NOT EXISTS (SELECT 1 FROM password_reset WHERE person_id = @Person AND digest IS NULL);
        """;

    public Task InsertAsync(PasswordReset reset, CancellationToken cancellation)
    {
        var row = ResetRow.From(reset);
        return database.WriteAsync(connection => connection.Execute(Insert, row), cancellation);
    }

    public Task<IReadOnlyList<PasswordReset>> ListWaitingAsync(
        OrganisationId organisation,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<PasswordReset>>(
            connection =>
                connection
                    .Query<ResetRow>(
                        $"""
                        SELECT {Columns} FROM password_reset r JOIN person p ON p.id = r.person_id
                        WHERE p.organisation_id = @Value AND r.digest IS NULL AND r.expires_at > @Now
                        ORDER BY r.id DESC LIMIT @limit
                        """,
                        new
                        {
                            organisation.Value,
                            Now = StoredTime.From(now),
                            limit,
                        }
                    )
                    .Select(row => row.ToReset())
                    .ToList(),
            cancellation
        );

    public Task<PasswordReset?> FindAsync(string digest, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<ResetRow>(
                        $"SELECT {Columns} FROM password_reset r WHERE r.digest = @digest AND r.expires_at > @Now",
                        new { digest, Now = StoredTime.From(now) }
                    )
                    ?.ToReset(),
            cancellation
        );

    public Task<bool> TryCompleteAsync(
        string digest,
        DateTimeOffset now,
        Person changed,
        CancellationToken cancellation
    )
    {
        var row = PersonRow.From(changed);
        var key = new
        {
            digest,
            Now = StoredTime.From(now),
            Person = changed.Id.Value,
        };
        return database.WriteAsync(
            connection =>
            {
                const string use =
                    "DELETE FROM password_reset WHERE digest = @digest AND expires_at > @Now AND person_id = @Person";
                if (connection.Execute(use, key) == 0)
                    return false;
                connection.Execute("DELETE FROM password_reset WHERE person_id = @Person", key);
                return connection.Execute(AccountStore.Update, row) == 1;
            },
            cancellation
        );
    }

    private sealed class ResetRow
    {
        public long Person { get; init; }

        public long RequestedAt { get; init; }

        public long ExpiresAt { get; init; }

        public string? Digest { get; init; }

        public static ResetRow From(PasswordReset reset) =>
            new()
            {
                Person = reset.Person.Value,
                RequestedAt = StoredTime.From(reset.RequestedAt),
                ExpiresAt = StoredTime.From(reset.ExpiresAt),
                Digest = reset.Digest,
            };

        public PasswordReset ToReset() =>
            new(new UserId(Person), StoredTime.Read(RequestedAt), StoredTime.Read(ExpiresAt), Digest);
    }
}
