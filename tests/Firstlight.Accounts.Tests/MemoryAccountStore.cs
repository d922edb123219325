using Firstlight.Core;

namespace Firstlight.Accounts.Tests;

/// <summary>People in memory, copied in and out as a database would, with a switch that takes the storage away.</summary>
public sealed class MemoryAccountStore : IAccountStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Person> _people = [];
    private readonly List<AuditEntry> _audit = [];
    private long _lastId;

    public bool Away { get; set; }

    /// <summary>Only the audit log cannot be written.</summary>
    public bool RefuseAudit { get; set; }

    public IReadOnlyList<AuditEntry> Audit
    {
        get
        {
            lock (_gate)
                return [.. _audit];
        }
    }

    public Task<bool> TryInsertAsync(Person person, CancellationToken cancellation) => Do(() => TryInsert(person));

    public Task<bool> TryInsertFirstOwnerAsync(Person person, CancellationToken cancellation) =>
        Do(() => _people.Count == 0 && TryInsert(person));

    public Task<bool> TryUpdateAsync(Person person, CancellationToken cancellation) =>
        Do(() =>
        {
            if (_people.Values.Any(other => other.Id != person.Id && other.NormalizedEmail == person.NormalizedEmail))
                return false;
            _people[person.Id.Value] = Copy(person);
            return true;
        });

    public Task DeleteAsync(UserId id, CancellationToken cancellation) => Do(() => _people.Remove(id.Value));

    public Task<Person?> FindAsync(UserId id, CancellationToken cancellation) =>
        Do(() => _people.TryGetValue(id.Value, out var person) ? Copy(person) : null);

    public Task<Person?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellation) =>
        Do(() =>
            _people.Values.FirstOrDefault(person => person.NormalizedEmail == normalizedEmail) is { } found
                ? Copy(found)
                : null
        );

    public Task<bool> AnyOtherAsync(Person person, CancellationToken cancellation) =>
        Do(() =>
            _people.Values.Any(other =>
                other.Id != person.Id
                && other.Organisation == person.Organisation
                && other.Role.Id == person.Role.Id
                && other.SuspendedAt is null
            )
        );

    public Task<bool> AnyAsync(CancellationToken cancellation) => Do(() => _people.Count > 0);

    public Task<IReadOnlyList<Person>> ListAsync(
        OrganisationId organisation,
        UserId? after,
        int limit,
        CancellationToken cancellation
    ) =>
        Do<IReadOnlyList<Person>>(() =>
            [
                .. _people
                    .Values.Where(person => person.Organisation == organisation)
                    .OrderBy(person => person.Id.Value)
                    .Where(person => person.Id.Value > (after?.Value ?? 0))
                    .Take(limit)
                    .Select(Copy),
            ]
        );

    public Task AppendAuditAsync(AuditEntry entry, CancellationToken cancellation) =>
        Do(() =>
        {
            if (RefuseAudit)
                throw new StorageUnavailableException("The test refuses audit entries.");
            _audit.Add(entry);
            return true;
        });

    public Task<IReadOnlyList<NumberedEntry>> ReadAuditOfAsync(
        UserId actor,
        long? before,
        int limit,
        CancellationToken cancellation
    ) =>
        Do<IReadOnlyList<NumberedEntry>>(() =>
        {
            var found = new List<NumberedEntry>();
            for (var number = (int)(before - 1 ?? _audit.Count); number > 0 && found.Count < limit; number--)
            {
                if (_audit[number - 1].Actor == actor)
                    found.Add(new NumberedEntry(number, _audit[number - 1]));
            }

            return found;
        });

    public Task<IReadOnlyList<NumberedEntry>> ReadAuditAsync(
        OrganisationId organisation,
        AuditQuery query,
        int limit,
        CancellationToken cancellation
    ) =>
        Do<IReadOnlyList<NumberedEntry>>(() =>
            [
                .. _audit
                    .Select((entry, index) => new NumberedEntry(index + 1, entry))
                    .Reverse()
                    .Where(one => one.Entry.Organisation == organisation)
                    .Where(one => query.Actor is null || one.Entry.Actor == query.Actor)
                    .Where(one => query.Action is null || one.Entry.Action == query.Action)
                    .Where(one => query.Subject is null || one.Entry.Subject == query.Subject)
                    .Where(one => query.From is null || one.Entry.At >= query.From)
                    .Where(one => query.To is null || one.Entry.At < query.To)
                    .Where(one => query.Before is null || one.Number < query.Before)
                    .Take(limit),
            ]
        );

    /// <summary>The people that are stored, for the stores beside this one; under its lock and its switch.</summary>
    internal Task<T> WithPeopleAsync<T>(Func<IReadOnlyCollection<Person>, T> work) => Do(() => work(_people.Values));

    /// <summary>Only within <see cref="WithPeopleAsync"/>, for somebody whose address is free.</summary>
    internal void Insert(Person person) => TryInsert(person);

    /// <summary>Another role behind the room's back.</summary>
    public Task ChangeRoleAsync(string normalizedEmail, Role role) =>
        Do(() => _people.Values.Single(person => person.NormalizedEmail == normalizedEmail).Role = role);

    private bool TryInsert(Person person)
    {
        if (_people.Values.Any(other => other.NormalizedEmail == person.NormalizedEmail))
            return false;
        person.Id = new UserId(++_lastId);
        _people[_lastId] = Copy(person);
        return true;
    }

    // Yields first, so that callers interleave as they would around a real database.
    private async Task<T> Do<T>(Func<T> work)
    {
        await Task.Yield();
        if (Away)
            throw new StorageUnavailableException("The test took the storage away.");
        lock (_gate)
            return work();
    }

    private static Person Copy(Person person) =>
        new()
        {
            Id = person.Id,
            Organisation = person.Organisation,
            Role = person.Role,
            Email = person.Email,
            NormalizedEmail = person.NormalizedEmail,
            Name = person.Name,
            PasswordHash = person.PasswordHash,
            SecurityStamp = person.SecurityStamp,
            AccessFailedCount = person.AccessFailedCount,
            LockoutEnd = person.LockoutEnd,
            CreatedAt = person.CreatedAt,
            LastSignInAt = person.LastSignInAt,
            SuspendedAt = person.SuspendedAt,
        };
}
