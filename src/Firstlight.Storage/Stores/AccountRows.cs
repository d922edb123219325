using System.Text;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A person as the database holds it.</summary>
internal sealed class PersonRow
{
    public const string Select = """
        SELECT p.id AS Id, p.organisation_id AS Organisation, p.role_id AS RoleId, r.name AS RoleName,
            r.permissions AS RolePermissions, r.organisation_id AS RoleOrganisation, r.applies_below AS RoleAppliesBelow,
            p.email AS Email, p.normalized_email AS NormalizedEmail, p.name AS Name, p.password_hash AS PasswordHash,
            p.security_stamp AS SecurityStamp, p.access_failed_count AS AccessFailedCount, p.lockout_end AS LockoutEnd,
            p.created_at AS CreatedAt, p.last_sign_in_at AS LastSignInAt, p.suspended_at AS SuspendedAt,
            c.scopes AS Scopes, c.requests_per_minute AS RequestsPerMinute, c.created_by AS CreatedBy
        FROM person p LEFT JOIN role r ON r.id = p.role_id LEFT JOIN api_client c ON c.person_id = p.id
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public long RoleId { get; init; }

    public string? RoleName { get; init; }

    public string? RolePermissions { get; init; }

    public long? RoleOrganisation { get; init; }

    public bool RoleAppliesBelow { get; init; }

    public string Email { get; init; } = "";

    public string NormalizedEmail { get; init; } = "";

    public string Name { get; init; } = "";

    public string? PasswordHash { get; init; }

    public string SecurityStamp { get; init; } = "";

    public int AccessFailedCount { get; init; }

    public long? LockoutEnd { get; init; }

    public long CreatedAt { get; init; }

    public long? LastSignInAt { get; init; }

    public long? SuspendedAt { get; init; }

    /// <summary>Null for everybody who is no API client.</summary>
    public string? Scopes { get; init; }

    public int RequestsPerMinute { get; init; }

    public long? CreatedBy { get; init; }

    public static PersonRow From(Person person) => From(person, person.Organisation);

    public static PersonRow From(Person person, OrganisationId organisation) =>
        new()
        {
            Id = person.Id.Value,
            Organisation = organisation.Value,
            RoleId = person.Role.Id.Value,
            Email = person.Email,
            NormalizedEmail = person.NormalizedEmail,
            Name = person.Name,
            PasswordHash = person.PasswordHash,
            SecurityStamp = person.SecurityStamp,
            AccessFailedCount = person.AccessFailedCount,
            LockoutEnd = StoredTime.From(person.LockoutEnd),
            CreatedAt = StoredTime.From(person.CreatedAt),
            LastSignInAt = StoredTime.From(person.LastSignInAt),
            SuspendedAt = StoredTime.From(person.SuspendedAt),
        };

    public Person ToPerson() =>
        new()
        {
            Id = new UserId(Id),
            Organisation = new OrganisationId(Organisation),
            Role = Scopes is null
                ? RoleRow.ToRole(RoleId, RoleName, RolePermissions, RoleOrganisation, RoleAppliesBelow)
                : Role.ApiClient,
            Access = Scopes is null
                ? null
                : new ClientAccess(
                    StoredPermissions.Read(Scopes),
                    RequestsPerMinute,
                    CreatedBy is { } maker ? new UserId(maker) : null
                ),
            Email = Email,
            NormalizedEmail = NormalizedEmail,
            Name = Name,
            PasswordHash = PasswordHash,
            SecurityStamp = SecurityStamp,
            AccessFailedCount = AccessFailedCount,
            LockoutEnd = StoredTime.Read(LockoutEnd),
            CreatedAt = StoredTime.Read(CreatedAt),
            LastSignInAt = StoredTime.Read(LastSignInAt),
            SuspendedAt = StoredTime.Read(SuspendedAt),
        };
}

/// <summary>An audit entry as the database holds it.</summary>
internal sealed class AuditRow
{
    public long Id { get; init; }

    public long At { get; init; }

    public long? Actor { get; init; }

    public long Organisation { get; init; }

    public string Action { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? RemoteAddress { get; init; }

    private const string Select = """
        SELECT id AS Id, at AS At, actor_id AS Actor, organisation_id AS Organisation, action AS Action,
            subject AS Subject, remote_address AS RemoteAddress
        FROM audit
        """;

    public const string ReadOfActor =
        $"{Select} WHERE actor_id = @Value AND id < @before ORDER BY id DESC LIMIT @limit";

    /// <summary>Only the conditions that narrow, so that an index serves each.</summary>
    public static string Read(AuditQuery query)
    {
        var conditions = new StringBuilder();
        if (query.Actor is not null)
            conditions.Append(" AND actor_id = @Actor");
        if (query.Action is not null)
            conditions.Append(" AND action = @Action");
        if (query.Subject is not null)
            conditions.Append(" AND subject = @Subject");
        if (query.From is not null)
            conditions.Append(" AND at >= @From");
        if (query.To is not null)
            conditions.Append(" AND at < @To");
        if (query.Before is not null)
            conditions.Append(" AND id < @Before");
        return $"""
            {Select} WHERE organisation_id = @Value{conditions} ORDER BY id DESC LIMIT @limit
            """;
    }

    public static AuditRow From(AuditEntry entry) =>
        new()
        {
            At = StoredTime.From(entry.At),
            Actor = entry.Actor?.Value,
            Organisation = entry.Organisation.Value,
            Action = entry.Action,
            Subject = entry.Subject,
            RemoteAddress = entry.RemoteAddress,
        };

    public AuditEntry ToEntry() =>
        new(
            StoredTime.Read(At),
            Actor is { } actor ? new UserId(actor) : null,
            new OrganisationId(Organisation),
            Action,
            Subject,
            RemoteAddress
        );
}
