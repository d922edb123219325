using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class SessionConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task A_session_comes_back_as_stored()
    {
        var (session, token) = await StoreSessionAsync();
        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(session);

        var lookup = await Storage.Activation.FindTokenAsync(token.Hash, None);
        lookup!.Token.ShouldHold(token);
        lookup.Session.ShouldHold(session);
        lookup.Device.ShouldBeNull();
    }

    [Fact]
    public async Task An_ended_session_comes_back_with_its_failure()
    {
        var (session, _) = await StoreSessionAsync(s => s with { ExpectedTemplate = null });
        var failed = session.Then(ProvisioningState.Failed, ProvisioningSteps.Failed);
        (await Storage.Activation.TryUpdateSessionAsync(failed, ProvisioningState.Pending, 1, None)).ShouldBeTrue();
        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(failed);
    }

    [Fact]
    public async Task What_does_not_exist_is_null()
    {
        (await Storage.Activation.FindSessionAsync(new ProvisioningSessionId(99), None)).ShouldBeNull();
        (await Storage.Activation.FindTokenAsync(new TokenHash("none"), None)).ShouldBeNull();
        (await Storage.Activation.FindActiveTokenAsync(new DeviceId(99), None)).ShouldBeNull();
    }

    [Fact]
    public async Task Ids_are_unique_across_callers_and_restarts()
    {
        var ids = new List<long>();
        for (var life = 0; life < 3; life++)
        {
            var reserved = Enumerable.Range(0, 150).Select(_ => Storage.Activation.ReserveSessionIdAsync(None));
            ids.AddRange((await Task.WhenAll(reserved)).Select(id => id.Value));
            await Storage.RestartAsync();
        }

        ids.Distinct().Count().ShouldBe(450);
        ids.ShouldAllBe(id => id > 0);
    }

    [Theory]
    [InlineData(ProvisioningState.Failed)]
    [InlineData(ProvisioningState.Cancelled)]
    [InlineData(ProvisioningState.Expired)]
    public async Task An_end_without_a_device_kills_the_token(ProvisioningState end)
    {
        var (session, token) = await StoreSessionAsync();
        var ended = session.Then(end, "ended");
        (await Storage.Activation.TryUpdateSessionAsync(ended, ProvisioningState.Pending, 1, None)).ShouldBeTrue();

        var lookup = await Storage.Activation.FindTokenAsync(token.Hash, None);
        lookup!.Token.State.ShouldBe(TokenState.Revoked);
        lookup.Session.ShouldHold(ended);
    }

    [Fact]
    public async Task A_step_keeps_the_token_alive()
    {
        var (session, token) = await StoreSessionAsync();
        var seen = session.Then(ProvisioningState.Pending, ProvisioningSteps.DeviceSeen);
        (await Storage.Activation.TryUpdateSessionAsync(seen, ProvisioningState.Pending, 1, None)).ShouldBeTrue();
        (await StateOfAsync(token)).ShouldBe(TokenState.Pending);
    }

    [Theory]
    [InlineData(ProvisioningState.Succeeded, 1)]
    [InlineData(ProvisioningState.Pending, 0)]
    [InlineData(ProvisioningState.Pending, 2)]
    public async Task An_update_with_another_expectation_changes_nothing(ProvisioningState state, int steps)
    {
        var (session, token) = await StoreSessionAsync();
        var cancelled = session.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
        (await Storage.Activation.TryUpdateSessionAsync(cancelled, state, steps, None)).ShouldBeFalse();
        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(session);
        (await StateOfAsync(token)).ShouldBe(TokenState.Pending);
    }

    [Fact]
    public async Task Of_many_updates_at_once_one_wins()
    {
        var (session, _) = await StoreSessionAsync();
        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(n => session.Then(ProvisioningState.Pending, $"step {n}"))
                .Select(next => Storage.Activation.TryUpdateSessionAsync(next, ProvisioningState.Pending, 1, None))
        );
        attempts.Count(won => won).ShouldBe(1);
    }

    [Fact]
    public async Task A_new_session_ends_those_it_supersedes_with_their_tokens()
    {
        var (old, oldToken) = await StoreSessionAsync();
        var ended = old.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
        var (_, newToken) = await StoreSessionAsync(s => s with { Device = old.Device }, ended);

        (await Storage.Activation.FindSessionAsync(old.Id, None)).ShouldHold(ended);
        (await StateOfAsync(oldToken)).ShouldBe(TokenState.Revoked);
        (await StateOfAsync(newToken)).ShouldBe(TokenState.Pending);
    }

    [Fact]
    public async Task A_session_that_succeeded_meanwhile_is_not_superseded()
    {
        await StoreTemplateAsync();
        var (old, oldToken) = await StoreSessionAsync();
        var succeeded = old.Then(ProvisioningState.Succeeded, ProvisioningSteps.Activated);
        await Storage.Activation.TryActivateAsync(succeeded, Sample.Device(old.Device), None);

        var ended = old.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
        await StoreSessionAsync(s => s with { Device = old.Device, IsReprovisioning = true }, ended);

        (await Storage.Activation.FindSessionAsync(old.Id, None)).ShouldHold(succeeded);
        (await StateOfAsync(oldToken)).ShouldBe(TokenState.Active);
    }

    [Fact]
    public async Task A_session_whose_token_cannot_be_stored_is_not_stored_either()
    {
        var (_, token) = await StoreSessionAsync();
        var id = await Storage.Activation.ReserveSessionIdAsync(None);
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            Storage.Activation.InsertSessionAsync(Sample.Session(id, token.Device), token, [], None)
        );
        (await Storage.Activation.FindSessionAsync(id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Lists_are_newest_first_and_filtered()
    {
        var (first, _) = await StoreSessionAsync();
        var (second, _) = await StoreSessionAsync();
        var (third, _) = await StoreSessionAsync(s => s with { Device = first.Device });
        var cancelled = second.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
        await Storage.Activation.TryUpdateSessionAsync(cancelled, ProvisioningState.Pending, 1, None);

        (await ListAsync()).ShouldBe([third.Id, second.Id, first.Id]);
        (await ListAsync(limit: 1)).ShouldBe([third.Id, second.Id]);
        (await ListAsync(before: third.Id)).ShouldBe([second.Id, first.Id]);
        (await ListAsync(ProvisioningState.Cancelled)).ShouldBe([second.Id]);
        (await ListAsync(device: first.Device)).ShouldBe([third.Id, first.Id]);
        (await ListAsync(ProvisioningState.Cancelled, first.Device)).ShouldBeEmpty();
        (await ListAsync(organisation: 2)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_for_one_person_holds_only_what_that_person_began()
    {
        await StoreSessionAsync();
        var (theirs, _) = await StoreSessionAsync(s => s with { Owner = new UserId(8) });

        (await ListAsync(owner: new UserId(8))).ShouldBe([theirs.Id]);
        (await ListAsync(owner: new UserId(9))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Overdue_are_pending_sessions_whose_time_is_up_oldest_first()
    {
        var (late, _) = await StoreSessionAsync(s => s with { ExpiresAt = Sample.Now.AddMinutes(2) });
        var (early, _) = await StoreSessionAsync(s => s with { ExpiresAt = Sample.Now.AddMinutes(1) });
        var (ended, _) = await StoreSessionAsync(s => s with { ExpiresAt = Sample.Now.AddMinutes(1) });
        await StoreSessionAsync(s => s with { ExpiresAt = Sample.Now.AddMinutes(2).AddTicks(1) });
        var cancelled = ended.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
        await Storage.Activation.TryUpdateSessionAsync(cancelled, ProvisioningState.Pending, 1, None);

        var now = Sample.Now.AddMinutes(2);
        var overdue = await Storage.Activation.ListOverdueAsync(now, 10, None);
        overdue.Select(s => s.Id).ShouldBe([early.Id, late.Id]);
        (await Storage.Activation.ListOverdueAsync(now, 1, None)).Select(s => s.Id).ShouldBe([early.Id]);
    }

    private async Task<IReadOnlyList<ProvisioningSessionId>> ListAsync(
        ProvisioningState? state = null,
        DeviceId? device = null,
        ProvisioningSessionId? before = null,
        int limit = 10,
        long organisation = 1,
        UserId? owner = null
    )
    {
        var query = new SessionQuery(state, device, null, limit) { Owner = owner };
        var found = await Storage.Activation.ListSessionsAsync(new OrganisationId(organisation), query, before, None);
        return [.. found.Select(session => session.Id)];
    }
}
