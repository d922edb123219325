using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>Handing out a token.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_token_is_pending_and_no_device_exists()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var issued = await cloud.IssueAsync();

        issued.Session.State.ShouldBe(ProvisioningState.Pending);
        issued.Session.Owner.ShouldBe(Ada);
        issued.Session.ExpiresAt.ShouldBe(cloud.Time.GetUtcNow().AddDays(7));
        cloud.Store.StateOf(issued.Token).ShouldBe(TokenState.Pending);
        cloud.Store.Devices.ShouldBeEmpty();
        (await cloud.Devices.FindAsync(Home, issued.Session.Device, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_store_holds_the_hash_and_a_sealed_copy_but_not_the_token()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var issued = await cloud.IssueAsync();

        var record = cloud.Store.Tokens.Single();
        record.Hash.ShouldBe(issued.Token.Hash());
        System.Text.Encoding.Latin1.GetString(record.Sealed).ShouldNotContain(issued.Token.Reveal());
        cloud.Sealer.Unseal(record.Sealed).ShouldBe(issued.Token);
    }

    [Fact]
    public async Task A_template_of_another_organisation_is_refused_and_nothing_is_stored()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var refused = await cloud.Provisioning.StartAsync(Elsewhere, Ada, cloud.Kettle.Id, device: null, default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("template_not_found");
        cloud.Store.Tokens.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_device_of_another_organisation_cannot_be_provisioned_again()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (_, device) = await cloud.ActivateAsync();

        var refused = await cloud.Provisioning.StartAsync(Elsewhere, Ada, null, device.Id, default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("device_not_found");
    }

    [Fact]
    public async Task Provisioning_again_expects_the_devices_own_template_and_leaves_its_token_alive()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (first, device) = await cloud.ActivateAsync();

        var again = await cloud.IssueAsync(device: device.Id);

        again.Session.Device.ShouldBe(device.Id);
        again.Session.IsReprovisioning.ShouldBeTrue();
        again.Session.ExpectedTemplate.ShouldBe(cloud.Kettle.Id);
        cloud.Store.StateOf(first.Token).ShouldBe(TokenState.Active);
        cloud.Store.StateOf(again.Token).ShouldBe(TokenState.Pending);
    }

    [Fact]
    public async Task Provisioning_again_with_another_template_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (_, device) = await cloud.ActivateAsync();

        var refused = await cloud.Provisioning.StartAsync(Home, Ada, cloud.Lamp.Id, device.Id, default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("template_mismatch");
    }

    [Fact]
    public async Task A_newer_attempt_for_the_same_device_takes_the_place_of_the_older()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (_, device) = await cloud.ActivateAsync();
        var older = await cloud.IssueAsync(device: device.Id);

        var newer = await cloud.IssueAsync(device: device.Id);

        var ended = cloud.Store.Session(older.Session.Id);
        ended.State.ShouldBe(ProvisioningState.Cancelled);
        ended.Failure.ShouldBe(ProvisioningFailures.Superseded);
        cloud.Store.StateOf(older.Token).ShouldBe(TokenState.Revoked);
        cloud.Store.StateOf(newer.Token).ShouldBe(TokenState.Pending);
        cloud.Live.Types.TakeLast(2).ShouldBe(["session.step", "session.ended"]);
        (await cloud.Admission.AdmitAsync(older.Token, default)).ShouldBe(new Admission.Refused("replaced"));
    }

    [Fact]
    public async Task Of_many_attempts_at_once_for_one_device_one_stays_pending()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (_, device) = await cloud.ActivateAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cloud.IssueAsync(device: device.Id)));

        cloud.Store.Sessions.Count(session => session.State == ProvisioningState.Pending).ShouldBe(1);
        cloud.Store.Tokens.Count(token => token.State == TokenState.Pending).ShouldBe(1);
    }

    [Fact]
    public async Task Sessions_are_listed_newest_first_page_by_page()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        for (var session = 0; session < 5; session++)
            await cloud.IssueAsync();

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = (
                await cloud.Provisioning.ListAsync(Home, new SessionQuery(null, null, cursor, 2), default)
            ).Value;
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Items.Select(session => session.Id.Value));
            cursor = page.Next;
        } while (cursor is not null);

        seen.ShouldBe([5, 4, 3, 2, 1]);
    }

    [Theory]
    [InlineData("not a cursor", 10, "invalid_cursor")]
    [InlineData("AAAAAAAAAAA", 10, "invalid_cursor")]
    [InlineData(null, 0, "invalid_limit")]
    [InlineData(null, 1001, "invalid_limit")]
    public async Task A_wrong_page_is_refused(string? cursor, int limit, string code)
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var refused = await cloud.Provisioning.ListAsync(Home, new SessionQuery(null, null, cursor, limit), default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }
}
