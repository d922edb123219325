using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A person as the database holds it.</summary>
internal sealed class PersonRow
{
    public const string Select = """
        SELECT id AS Id, organisation_id AS Organisation, role AS Role, email AS Email,
            normalized_email AS NormalizedEmail, name AS Name, password_hash AS PasswordHash,
            security_stamp AS SecurityStamp, access_failed_count AS AccessFailedCount, lockout_end AS LockoutEnd,
            created_at AS CreatedAt, last_sign_in_at AS LastSignInAt, suspended_at AS SuspendedAt
        FROM person
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public string Role { get; init; } = "";

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

    public static PersonRow From(Person person) =>
        new()
        {
            Id = person.Id.Value,
            Organisation = person.Organisation.Value,
            Role = person.Role.ToString(),
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
            Role = Enum.Parse<Role>(Role),
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

/// <summary>An organisation as the database holds it.</summary>
internal sealed class OrganisationRow
{
    public long Id { get; init; }

    public long? Parent { get; init; }

    public string Name { get; init; } = "";

    public bool SignUpAllowed { get; init; }

    public long CreatedAt { get; init; }

    public Organisation ToOrganisation() =>
        new(
            new OrganisationId(Id),
            Parent is { } parent ? new OrganisationId(parent) : null,
            Name,
            SignUpAllowed,
            StoredTime.Read(CreatedAt)
        );
}

/// <summary>An audit entry as the database holds it.</summary>
internal sealed class AuditRow
{
    public long At { get; init; }

    public long? Actor { get; init; }

    public long Organisation { get; init; }

    public string Action { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? RemoteAddress { get; init; }

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
