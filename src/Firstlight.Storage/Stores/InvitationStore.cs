using Dapper;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Who was asked to come and has not come yet.</summary>
internal sealed class InvitationStore(IDatabase database) : IInvitationStore
{
    private const string Select = """
        SELECT id AS Id, organisation_id AS Organisation, email AS Email, normalized_email AS NormalizedEmail, name AS Name,
            role_id AS Role, invited_by AS InvitedBy, created_at AS CreatedAt, expires_at AS ExpiresAt, digest AS Digest
        FROM invitation
        """;

    private const string Insert = """
        DELETE FROM invitation WHERE expires_at <= @CreatedAt;
        DELETE FROM invitation WHERE organisation_id = @Organisation AND normalized_email = @NormalizedEmail;
        INSERT INTO invitation (organisation_id, email, normalized_email, name, role_id, invited_by, created_at,
            expires_at, digest)
        VALUES (@Organisation, @Email, @NormalizedEmail, @Name, @Role, @InvitedBy, @CreatedAt, @ExpiresAt, @Digest)
        RETURNING id
        """;

    private const string CountSent = """
        DELETE FROM invitation_sent WHERE at <= @Since;
        SELECT COUNT(*) FROM invitation_sent WHERE organisation_id = @Value AND at > @Since
        """;

    private const string NoteSent =
        "INSERT INTO invitation_sent (organisation_id, at) VALUES (@Organisation, @CreatedAt)";

    public async Task<Invitation?> TryInsertAsync(
        Invitation invitation,
        DateTimeOffset since,
        int max,
        CancellationToken cancellation
    )
    {
        var row = InvitationRow.From(invitation);
        var day = new { invitation.Organisation.Value, Since = StoredTime.From(since) };
        var id = await database.WriteAsync<long?>(
            connection =>
            {
                if (connection.ExecuteScalar<long>(CountSent, day) >= max)
                    return null;
                connection.Execute(NoteSent, row);
                return connection.ExecuteScalar<long>(Insert, row);
            },
            cancellation
        );
        return id is { } given ? invitation with { Id = given } : null;
    }

    public Task<IReadOnlyList<Invitation>> ListAsync(
        OrganisationId organisation,
        DateTimeOffset now,
        long after,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<Invitation>>(
            connection =>
                connection
                    .Query<InvitationRow>(
                        $"{Select} WHERE organisation_id = @Value AND expires_at > @Now AND id > @after ORDER BY id LIMIT @limit",
                        new
                        {
                            organisation.Value,
                            Now = StoredTime.From(now),
                            after,
                            limit,
                        }
                    )
                    .Select(row => row.ToInvitation())
                    .ToList(),
            cancellation
        );

    public Task<Invitation?> FindAsync(long id, DateTimeOffset now, CancellationToken cancellation) =>
        FindAsync("id = @key", id, now, cancellation);

    public Task<Invitation?> FindAsync(string digest, DateTimeOffset now, CancellationToken cancellation) =>
        FindAsync("digest = @key", digest, now, cancellation);

    public Task<bool> TryDeleteAsync(long id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection => connection.Execute("DELETE FROM invitation WHERE id = @id", new { id }) == 1,
            cancellation
        );

    public async Task<bool> TryAcceptAsync(
        Invitation invitation,
        Person person,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = PersonRow.From(person);
        var key = new { invitation.Digest, Now = StoredTime.From(now) };
        var id = await database.WriteAsync(
            connection =>
            {
                const string open = "SELECT 1 FROM invitation WHERE digest = @Digest AND expires_at > @Now";
                if (connection.ExecuteScalar<long?>(open, key) is null)
                    return null;
                var given = connection.ExecuteScalar<long?>(AccountStore.Insert, row);
                if (given is not null)
                    connection.Execute("DELETE FROM invitation WHERE normalized_email = @NormalizedEmail", row);
                return given;
            },
            cancellation
        );
        if (id is { } number)
            person.Id = new UserId(number);
        return id is not null;
    }

    private Task<Invitation?> FindAsync(
        string condition,
        object key,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<InvitationRow>(
                        $"{Select} WHERE {condition} AND expires_at > @Now",
                        new { key, Now = StoredTime.From(now) }
                    )
                    ?.ToInvitation(),
            cancellation
        );

    private sealed class InvitationRow
    {
        public long Id { get; init; }

        public long Organisation { get; init; }

        public string Email { get; init; } = "";

        public string NormalizedEmail { get; init; } = "";

        public string Name { get; init; } = "";

        public long Role { get; init; }

        public long InvitedBy { get; init; }

        public long CreatedAt { get; init; }

        public long ExpiresAt { get; init; }

        public string Digest { get; init; } = "";

        public static InvitationRow From(Invitation invitation) =>
            new()
            {
                Organisation = invitation.Organisation.Value,
                Email = invitation.Email,
                NormalizedEmail = invitation.NormalizedEmail,
                Name = invitation.Name,
                Role = invitation.Role.Value,
                InvitedBy = invitation.InvitedBy.Value,
                CreatedAt = StoredTime.From(invitation.CreatedAt),
                ExpiresAt = StoredTime.From(invitation.ExpiresAt),
                Digest = invitation.Digest,
            };

        public Invitation ToInvitation() =>
            new(
                Id,
                new OrganisationId(Organisation),
                Email,
                NormalizedEmail,
                Name,
                new RoleId(Role),
                new UserId(InvitedBy),
                StoredTime.Read(CreatedAt),
                StoredTime.Read(ExpiresAt),
                Digest
            );
    }
}
