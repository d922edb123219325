using System.Security.Claims;
using Firstlight.Core;

namespace Firstlight.Accounts.Tests.Sessions;

public sealed class OpenSessionsTests
{
    private readonly MemoryAccountStore _store = new();
    private readonly MemoryOrganisationStore _organisations;
    private readonly OpenSessions _sessions;

    public OpenSessionsTests()
    {
        _organisations = new MemoryOrganisationStore(_store);
        _sessions = new OpenSessions(_store, _organisations);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_is_told_to_every_session_of_that_person_and_to_nobody_else()
    {
        var (ann, bob) = (await AddAsync("ann"), await AddAsync("bob"));
        using var one = await _sessions.EnterAsync(CallerOf(ann), Cancellation);
        using var two = await _sessions.EnterAsync(CallerOf(ann), Cancellation);
        using var other = await _sessions.EnterAsync(CallerOf(bob), Cancellation);

        _sessions.End(ann.Id);

        one.Ended.IsCancellationRequested.ShouldBeTrue();
        two.Ended.IsCancellationRequested.ShouldBeTrue();
        other.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_was_signed_out_while_the_request_was_on_its_way_does_not_get_in()
    {
        var ann = await AddAsync("ann");
        var caller = CallerOf(ann);
        ann.SecurityStamp = "another";
        await _store.TryUpdateAsync(ann, Cancellation);

        using var session = await _sessions.EnterAsync(caller, Cancellation);

        session.Ended.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_that_is_over_is_forgotten()
    {
        var ann = await AddAsync("ann");
        (await _sessions.EnterAsync(CallerOf(ann), Cancellation)).Dispose();

        Should.NotThrow(() => _sessions.End(ann.Id));
    }

    [Fact]
    public async Task Who_acts_below_their_own_organisation_is_judged_anew_when_the_tree_changes()
    {
        var below = (await MakeAsync("Dealer")).Id;
        var ann = await AddAsync("ann");
        using var visit = await _sessions.EnterAsync(PersonClaims.ActingIn(CallerOf(ann), below), Cancellation);
        using var home = await _sessions.EnterAsync(CallerOf(ann), Cancellation);
        visit.Ended.IsCancellationRequested.ShouldBeFalse();

        _sessions.EndVisits();

        visit.Ended.IsCancellationRequested.ShouldBeTrue();
        home.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_was_on_the_way_into_an_organisation_that_is_not_below_any_more_does_not_get_in()
    {
        var (dealer, rival) = (await MakeAsync("Dealer"), await MakeAsync("Rival"));
        var dan = await AddAsync("dan", dealer.Id);

        using var visit = await _sessions.EnterAsync(PersonClaims.ActingIn(CallerOf(dan), rival.Id), Cancellation);

        visit.Ended.IsCancellationRequested.ShouldBeTrue();
    }

    private async Task<Organisation> MakeAsync(string name)
    {
        var draft = new Organisation(default, OrganisationId.Root, name, SignUpMode.Off, DateTimeOffset.UnixEpoch);
        return (await _organisations.TryInsertAsync(draft, Cancellation))!.Organisation;
    }

    private static ClaimsPrincipal CallerOf(Person person) => PersonClaims.ForRequest(person, Permissions.All);

    private async Task<Person> AddAsync(string name, OrganisationId? organisation = null)
    {
        var person = new Person
        {
            Organisation = organisation ?? OrganisationId.Root,
            Role = Role.Staff,
            Email = name,
            NormalizedEmail = name,
            Name = name,
            SecurityStamp = $"stamp of {name}",
        };
        (await _store.TryInsertAsync(person, Cancellation)).ShouldBeTrue();
        return person;
    }
}
