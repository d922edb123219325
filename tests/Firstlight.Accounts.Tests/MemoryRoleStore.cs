using Firstlight.Core;

namespace Firstlight.Accounts.Tests;

/// <summary>Roles in memory; people carry a copy of theirs, which is kept in step.</summary>
public sealed class MemoryRoleStore(MemoryAccountStore people, MemoryOrganisationStore organisations) : IRoleStore
{
    private readonly SortedDictionary<long, Role> _roles = [];
    private long _lastId = 100;

    public Task<IReadOnlyList<Role>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        people.WithPeopleAsync<IReadOnlyList<Role>>(_ =>
        {
            var above = organisations.Up(organisation).Select(node => node.Id).ToHashSet();
            return
            [
                .. _roles.Values.Where(role =>
                    role.Organisation == organisation || (role.AppliesBelow && above.Contains(role.Organisation!.Value))
                ),
            ];
        });

    public Task<Role?> TryInsertAsync(Role role, CancellationToken cancellation) =>
        people.WithPeopleAsync(_ =>
        {
            if (IsTaken(role))
                return null;
            var stored = role with { Id = new RoleId(++_lastId) };
            _roles.Add(_lastId, stored);
            return stored;
        });

    public Task<bool> TryUpdateAsync(Role role, CancellationToken cancellation) =>
        people.WithPeopleAsync(all =>
        {
            if (IsTaken(role))
                return false;
            _roles[role.Id.Value] = role;
            Give(all, role.Id, role);
            return true;
        });

    public Task<bool> IsUsedBelowAsync(Role role, CancellationToken cancellation) =>
        people.WithPeopleAsync(all =>
            all.Any(person => person.Role.Id == role.Id && person.Organisation != role.Organisation)
        );

    public Task DeleteAsync(RoleId role, RoleId replacement, CancellationToken cancellation) =>
        people.WithPeopleAsync(all =>
        {
            var other = Role.BuiltIn.FirstOrDefault(known => known.Id == replacement) ?? _roles[replacement.Value];
            Give(all, role, other);
            return _roles.Remove(role.Value);
        });

    private static void Give(IEnumerable<Person> all, RoleId which, Role role)
    {
        foreach (var person in all.Where(person => person.Role.Id == which))
            person.Role = role;
    }

    private bool IsTaken(Role role) =>
        _roles.Values.Any(other =>
            other.Id != role.Id
            && other.Organisation == role.Organisation
            && string.Equals(other.Name, role.Name, StringComparison.OrdinalIgnoreCase)
        );
}
