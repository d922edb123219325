using Firstlight.Core;

namespace Firstlight.Accounts.Tests;

/// <summary>The tree in memory, beside the people.</summary>
public sealed class MemoryOrganisationStore(MemoryAccountStore people) : IOrganisationStore
{
    private readonly SortedDictionary<long, Organisation> _all = new()
    {
        [1] = new(OrganisationId.Root, null, "Firstlight", SignUpMode.Off, DateTimeOffset.UnixEpoch),
    };

    private long _lastId = 1;

    /// <summary>What other rooms have in an organisation.</summary>
    public Func<OrganisationId, long> Devices { get; set; } = _ => 0;

    public Task<IReadOnlyList<Organisation>> ReadPathAsync(OrganisationId id, CancellationToken cancellation) =>
        people.WithPeopleAsync<IReadOnlyList<Organisation>>(_ => [.. Up(id)]);

    public Task<IReadOnlyList<Organisation>> ListAsync(
        OrganisationId top,
        OrganisationId? after,
        int limit,
        CancellationToken cancellation
    ) =>
        people.WithPeopleAsync<IReadOnlyList<Organisation>>(_ =>
            [
                .. _all
                    .Values.Where(one => Up(one.Id).Any(node => node.Id == top))
                    .Where(one => one.Id.Value > (after?.Value ?? 0))
                    .Take(limit),
            ]
        );

    public Task<long> CountAsync(CancellationToken cancellation) => people.WithPeopleAsync(_ => (long)_all.Count);

    /// <summary>The templates that an organisation has.</summary>
    public Func<OrganisationId, IReadOnlyList<TemplateId>> Templates { get; set; } = _ => [];

    public Task<MadeOrganisation?> TryInsertAsync(Organisation organisation, CancellationToken cancellation) =>
        people.WithPeopleAsync(_ => TryMake(organisation));

    public Task<Founding> FoundAsync(
        Organisation organisation,
        IReadOnlyList<string> names,
        Person first,
        CancellationToken cancellation
    ) =>
        people.WithPeopleAsync(all =>
        {
            if (all.Any(person => person.NormalizedEmail == first.NormalizedEmail))
                return new Founding(null, IsEmailTaken: true);
            var made = names
                .Select(name => TryMake(organisation with { Name = name }))
                .FirstOrDefault(made => made is not null);
            if (made is null)
                return new Founding(null);
            first.Organisation = made.Organisation.Id;
            people.Insert(first);
            return new Founding(made);
        });

    public Task<bool> TryUpdateAsync(Organisation organisation, CancellationToken cancellation) =>
        people.WithPeopleAsync(_ =>
        {
            if (IsTaken(organisation))
                return false;
            _all[organisation.Id.Value] = organisation;
            return true;
        });

    public Task<int> ReadHeightAsync(OrganisationId id, CancellationToken cancellation) =>
        people.WithPeopleAsync(_ =>
            1
            + _all.Values.Where(one => Up(one.Id).Any(node => node.Id == id))
                .Max(one => Up(one.Id).TakeWhile(node => node.Id != id).Count())
        );

    // What would be lost is a matter of the real store.
    public Task<MoveObstacles> TryMoveAsync(
        OrganisationId id,
        OrganisationId to,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        people.WithPeopleAsync(_ =>
        {
            var moved = _all[id.Value] with { Parent = to };
            if (IsTaken(moved))
                return new MoveObstacles(IsNameTaken: true, [], []);
            _all[id.Value] = moved;
            return new MoveObstacles(IsNameTaken: false, [], []);
        });

    public Task<OrganisationContents> ReadContentsAsync(OrganisationId id, CancellationToken cancellation) =>
        people.WithPeopleAsync(all => ContentsOf(id, all));

    public Task<bool> TryDeleteAsync(OrganisationId id, CancellationToken cancellation) =>
        people.WithPeopleAsync(all => ContentsOf(id, all).IsEmpty && _all.Remove(id.Value));

    internal IEnumerable<Organisation> Up(OrganisationId id)
    {
        for (
            OrganisationId? next = id;
            next is { } one && _all.TryGetValue(one.Value, out var node);
            next = node.Parent
        )
            yield return node;
    }

    private MadeOrganisation? TryMake(Organisation organisation)
    {
        if (IsTaken(organisation))
            return null;
        var stored = organisation with { Id = new OrganisationId(++_lastId) };
        _all.Add(_lastId, stored);
        return new MadeOrganisation(stored, Templates(stored.Parent!.Value));
    }

    private OrganisationContents ContentsOf(OrganisationId id, IReadOnlyCollection<Person> all) =>
        new(
            _all.Values.Count(one => one.Parent == id),
            all.Count(person => person.Organisation == id),
            Devices(id),
            Templates: 0,
            Batches: 0
        );

    private bool IsTaken(Organisation organisation) =>
        _all.Values.Any(other =>
            other.Id != organisation.Id
            && other.Parent == organisation.Parent
            && string.Equals(other.Name, organisation.Name, StringComparison.OrdinalIgnoreCase)
        );
}
