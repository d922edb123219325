using System.Data.Common;
using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>API clients: accounts with scopes and secrets.</summary>
internal sealed class ApiClientStore(IDatabase database) : IApiClientStore
{
    private const string InsertClient = """
        INSERT INTO api_client (person_id, scopes, requests_per_minute, created_by)
        VALUES (@Id, @Scopes, @RequestsPerMinute, @CreatedBy)
        """;

    private const string InsertSecret = """
        INSERT INTO api_secret (digest, person_id, tail, created_at, expires_at)
        VALUES (@Digest, @Client, @Tail, @CreatedAt, @ExpiresAt)
        """;

    private const string Update = """
        UPDATE person SET name = @Name, security_stamp = @SecurityStamp, suspended_at = @SuspendedAt WHERE id = @Id;
        UPDATE api_client SET scopes = @Scopes, requests_per_minute = @RequestsPerMinute WHERE person_id = @Id;
        """;

    private const string Rotate = $"""
        DELETE FROM api_secret
        WHERE person_id = @Client AND (
            @PreviousUntil <= @CreatedAt OR expires_at <= @CreatedAt
            OR digest NOT IN (
                SELECT digest FROM api_secret WHERE person_id = @Client ORDER BY created_at DESC, digest LIMIT 1
            )
        );
        UPDATE api_secret SET expires_at = @PreviousUntil
        WHERE person_id = @Client AND (expires_at IS NULL OR expires_at > @PreviousUntil);
        {InsertSecret};
        """;

    private const string Delete = """
        DELETE FROM api_secret WHERE person_id = @Value;
        DELETE FROM api_client WHERE person_id = @Value;
        DELETE FROM person WHERE id = @Value;
        """;

    public async Task InsertAsync(Person account, StoredApiSecret secret, CancellationToken cancellation)
    {
        var row = PersonRow.From(account);
        var access = ApiAccessRow.From(account.Access!);
        account.Id = await database.WriteAsync(Insert, cancellation);

        UserId Insert(DbConnection connection)
        {
            var id = connection.ExecuteScalar<long>(AccountStore.Insert, row);
            connection.Execute(
                InsertClient,
                new
                {
                    Id = id,
                    access.Scopes,
                    access.RequestsPerMinute,
                    access.CreatedBy,
                }
            );
            connection.Execute(InsertSecret, ApiSecretRow.From(new UserId(id), secret));
            return new UserId(id);
        }
    }

    public Task UpdateAsync(Person account, CancellationToken cancellation)
    {
        var access = ApiAccessRow.From(account.Access!);
        var changed = new
        {
            Id = account.Id.Value,
            account.Name,
            account.SecurityStamp,
            SuspendedAt = StoredTime.From(account.SuspendedAt),
            access.Scopes,
            access.RequestsPerMinute,
        };
        return database.WriteAsync(connection => connection.Execute(Update, changed), cancellation);
    }

    public Task RotateAsync(
        UserId account,
        StoredApiSecret secret,
        DateTimeOffset previousUntil,
        CancellationToken cancellation
    )
    {
        var row = ApiSecretRow.From(account, secret);
        var rotation = new
        {
            row.Digest,
            row.Client,
            row.Tail,
            row.CreatedAt,
            row.ExpiresAt,
            PreviousUntil = StoredTime.From(previousUntil),
        };
        return database.WriteAsync(connection => connection.Execute(Rotate, rotation), cancellation);
    }

    public Task NoteUseAsync(UserId account, DateTimeOffset at, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE person SET last_sign_in_at = @At WHERE id = @Value",
                    new { account.Value, At = StoredTime.From(at) }
                ),
            cancellation
        );

    public Task DeleteAsync(UserId account, CancellationToken cancellation) =>
        database.WriteAsync(connection => connection.Execute(Delete, new { account.Value }), cancellation);

    public Task<IReadOnlyList<ApiClient>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => Read(connection, "p.organisation_id = @Value", new { organisation.Value }),
            cancellation
        );

    public async Task<ApiClient?> FindAsync(UserId account, CancellationToken cancellation) =>
        (
            await database.ReadAsync(
                connection => Read(connection, "p.id = @Value", new { account.Value }),
                cancellation
            )
        ).SingleOrDefault();

    public Task<Person?> FindBySecretAsync(string digest, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<PersonRow>(
                        $"""
                        {PersonRow.Select} WHERE p.id = (
                            SELECT person_id FROM api_secret
                            WHERE digest = @digest AND (expires_at IS NULL OR expires_at > @Now)
                        )
                        """,
                        new { digest, Now = StoredTime.From(now) }
                    )
                    ?.ToPerson(),
            cancellation
        );

    private static IReadOnlyList<ApiClient> Read(DbConnection connection, string condition, object parameters)
    {
        var accounts = connection
            .Query<PersonRow>(
                $"{PersonRow.Select} WHERE c.person_id IS NOT NULL AND {condition} ORDER BY p.id",
                parameters
            )
            .ToList();
        var secrets = connection
            .Query<ApiSecretRow>(
                $"{ApiSecretRow.Select} WHERE {condition} ORDER BY s.created_at DESC, s.digest",
                parameters
            )
            .ToLookup(secret => secret.Client, secret => secret.ToInfo());
        return accounts.ConvertAll(account => ToClient(account.ToPerson(), [.. secrets[account.Id]]));
    }

    private static ApiClient ToClient(Person account, IReadOnlyList<ApiSecretInfo> secrets) =>
        new(
            account.Id,
            account.Email,
            account.Name,
            account.Organisation,
            account.Access!,
            account.CreatedAt,
            account.LastSignInAt,
            account.SuspendedAt,
            secrets
        );
}
