using Firstlight.Core;
using Firstlight.Devices;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>From the label into an account, and back.</summary>
public sealed class ClaimTests
{
    private static readonly UserId Grace = new(8);

    [Fact]
    public async Task A_claim_before_the_first_connection_makes_the_device()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];

        var device = (await cloud.ClaimAsync(unit.QrToken.RevealContent(Home))).Value;

        device.Owner.ShouldBe(Ada);
        device.Method.ShouldBe(ActivationMethod.Static);
        device.Template.ShouldBe(cloud.Kettle.Id);
        device.ActivatedAt.ShouldBeNull();
        (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBe(
            new Admission.Active(device.Id, Home, cloud.Kettle.Id, Ada)
        );
        cloud.Store.Devices.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unclaimed_unit_connects_and_lives_with_its_issuer_until_it_is_claimed()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];

        var admitted = (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBeOfType<Admission.Active>();
        var before = cloud.Store.Devices.ShouldHaveSingleItem();
        var claimed = (await cloud.ClaimAsync(unit.ClaimCode.Reveal())).Value;

        before.Owner.ShouldBeNull();
        claimed.Id.ShouldBe(admitted.Device);
        claimed.Owner.ShouldBe(Ada);
        (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBe(admitted with { Owner = Ada });
    }

    [Fact]
    public async Task A_claim_has_one_winner_however_many_try_at_once()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];

        var claims = await Task.WhenAll(
            Enumerable
                .Range(1, 1_000)
                .Select(person =>
                    cloud.ClaimAsync(unit.QrToken.Reveal(), new UserId(100 + person), $"198.51.100.{person % 250}")
                )
        );

        var winner = claims.Where(claim => claim.Succeeded).ShouldHaveSingleItem().Value;
        claims
            .Where(claim => !claim.Succeeded)
            .Select(claim => claim.Refusal!.Code)
            .Distinct()
            .ShouldBe(["already_claimed"]);
        cloud.Store.Devices.ShouldHaveSingleItem().Owner.ShouldBe(winner.Owner);
    }

    [Fact]
    public async Task A_claim_and_a_first_connection_at_once_give_one_device()
    {
        await using var cloud = await StartFactoryAsync();
        foreach (var unit in await cloud.MakeAsync(50))
        {
            var claiming = cloud.ClaimAsync(unit.QrToken.Reveal());
            var admitted = await cloud.Admission.AdmitAsync(unit.AuthToken, default);
            var claimed = (await claiming).Value;

            claimed.Owner.ShouldBe(Ada);
            admitted.ShouldBeOfType<Admission.Active>().Device.ShouldBe(claimed.Id);
        }

        cloud.Store.Devices.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_unit_is_claimed_below_its_issuer_where_its_template_is_enabled()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        var admitted = (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBeOfType<Admission.Active>();
        var client = new Claimer(new OrganisationId(5), Grace, "192.0.2.1") { Above = [new OrganisationId(4), Home] };

        var refused = await cloud.Claims.ClaimAsync(client, unit.ClaimCode.Reveal(), default);
        refused.Refusal!.Code.ShouldBe("template_not_enabled");
        await cloud.Templates.EnableAsync(Home, client.Organisation, cloud.Kettle.Id, default);
        var claimed = (await cloud.Claims.ClaimAsync(client, unit.ClaimCode.Reveal(), default)).Value;

        claimed.Id.ShouldBe(admitted.Device);
        claimed.Organisation.ShouldBe(client.Organisation);
        (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBe(
            admitted with
            {
                Organisation = client.Organisation,
                Owner = Grace,
            }
        );
        (await cloud.Claims.ClaimAsync(client, unit.ClaimCode.Reveal(), default)).Value.Id.ShouldBe(claimed.Id);
        (await cloud.ClaimAsync(unit.ClaimCode.Reveal())).Refusal!.Code.ShouldBe("already_claimed");
    }

    [Fact]
    public async Task Who_is_not_below_the_issuer_finds_no_unit()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        var stranger = new Claimer(new OrganisationId(5), Grace, "192.0.2.1") { Above = [new OrganisationId(4)] };
        (await cloud.Claims.ClaimAsync(stranger, unit.ClaimCode.Reveal(), default)).Refusal!.Code.ShouldBe(
            "claim_code_not_found"
        );
    }

    [Fact]
    public async Task The_winner_may_ask_again_and_gets_the_same_device()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];

        var first = (await cloud.ClaimAsync(unit.QrToken.Reveal())).Value;
        var again = (await cloud.ClaimAsync(unit.ClaimCode.Reveal())).Value;

        again.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task A_wrong_code_changes_nothing_for_the_owner()
    {
        await using var cloud = await StartFactoryAsync();
        var units = await cloud.MakeAsync(2);
        var mine = (await cloud.ClaimAsync(units[0].QrToken.Reveal())).Value;
        var foreign = ClaimCode.Of(QrToken.From(new byte[QrToken.Bytes])).Reveal();

        (await cloud.ClaimAsync(foreign, Grace)).Refusal!.Code.ShouldBe("claim_code_not_found");
        (await cloud.ClaimAsync(units[0].QrToken.Reveal(), Grace)).Refusal!.Code.ShouldBe("already_claimed");

        cloud.Store.Devices.ShouldHaveSingleItem().ShouldBe(mine);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("26R3RD-KYJBNZ-4YNJ4M")]
    public async Task What_is_no_code_is_told_without_asking_anybody_and_counts_as_no_guess(string? text)
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        cloud.Store.Calls.Clear();

        for (var time = 0; time < 3 * GuessLimits.PerGuesser; time++)
            (await cloud.ClaimAsync(text)).Refusal!.Field.ShouldBe("code");

        cloud.Store.Calls.ShouldBeEmpty();
        (await cloud.ClaimAsync(unit.QrToken.Reveal())).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_guesses_is_slowed_and_nobody_else()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];

        for (var guess = 0; guess < GuessLimits.PerGuesser; guess++)
            (await cloud.ClaimAsync(Wrong(guess), Grace)).Refusal!.Code.ShouldBe("claim_code_not_found");

        (await cloud.ClaimAsync(unit.QrToken.Reveal(), Grace, "203.0.113.9")).Refusal!.Kind.ShouldBe(
            RefusalKind.LimitReached
        );
        (await cloud.ClaimAsync(unit.QrToken.Reveal(), new UserId(9))).Refusal!.Kind.ShouldBe(RefusalKind.LimitReached);
        (await cloud.ClaimAsync(unit.QrToken.Reveal(), new UserId(9), "203.0.113.9")).Succeeded.ShouldBeTrue();

        cloud.Time.Advance(TimeSpan.FromMinutes(1));
        (await cloud.ClaimAsync(Wrong(99), Grace)).Refusal!.Code.ShouldBe("claim_code_not_found");
    }

    [Fact]
    public async Task A_unit_whose_owner_deleted_it_can_be_claimed_again_and_comes_back_to_its_issuer_meanwhile()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        var first = (await cloud.ClaimAsync(unit.QrToken.Reveal())).Value;
        await cloud.Admission.AdmitAsync(unit.AuthToken, default);

        (await cloud.Devices.DeleteAsync(Home, first.Id, default)).ShouldBeTrue();

        var back = (await cloud.Admission.AdmitAsync(unit.AuthToken, default)).ShouldBeOfType<Admission.Active>();
        back.Device.ShouldNotBe(first.Id);
        cloud.Store.Devices.ShouldHaveSingleItem().Owner.ShouldBeNull();
        var second = (await cloud.ClaimAsync(unit.QrToken.Reveal(), Grace)).Value;
        second.Id.ShouldBe(back.Device);
        second.Owner.ShouldBe(Grace);
    }

    [Fact]
    public async Task A_released_unit_keeps_its_device_and_can_be_claimed_by_the_next()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        var device = (await cloud.ClaimAsync(unit.QrToken.Reveal())).Value;

        (await cloud.Statics.ReleaseAsync(Home, unit.Token.Id, default)).Succeeded.ShouldBeTrue();

        cloud.Store.Devices.ShouldHaveSingleItem().Owner.ShouldBeNull();
        var told = cloud.Live.All.TakeLast(2).ToList();
        told.Select(live => live.Type).ShouldBe(["device.deleted", "device.changed"]);
        (told[0].Owner, told[0].IsForOwnerAlone).ShouldBe(
            (Ada, true),
            "for the customer it is gone, not for the maker"
        );
        (await cloud.Statics.ReleaseAsync(Home, unit.Token.Id, default)).Refusal!.Code.ShouldBe("not_claimed");
        (await cloud.ClaimAsync(unit.QrToken.Reveal(), Grace)).Value.Id.ShouldBe(device.Id);
    }

    [Fact]
    public async Task A_deleted_token_is_dead_and_one_with_a_device_is_not_deleted()
    {
        await using var cloud = await StartFactoryAsync();
        var units = await cloud.MakeAsync(2);
        await cloud.ClaimAsync(units[0].QrToken.Reveal());

        (await cloud.Statics.DeleteAsync(Home, units[0].Token.Id, default)).Refusal!.Code.ShouldBe("has_device");
        (await cloud.Statics.DeleteAsync(Home, units[1].Token.Id, default)).Succeeded.ShouldBeTrue();

        (await cloud.Admission.AdmitAsync(units[1].AuthToken, default)).ShouldBeOfType<Admission.Refused>();
        (await cloud.ClaimAsync(units[1].QrToken.Reveal())).Refusal!.Code.ShouldBe("claim_code_not_found");
    }

    [Fact]
    public async Task The_token_of_a_unit_that_never_connected_can_be_shown()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        var device = (await cloud.ClaimAsync(unit.QrToken.Reveal())).Value;

        (await cloud.Tokens.RevealAsync(Home, device.Id, default)).Value.ShouldBe(unit.AuthToken);
        await cloud.Admission.AdmitAsync(unit.AuthToken, default);
        (await cloud.Tokens.RevealAsync(Home, device.Id, default)).Value.ShouldBe(unit.AuthToken);
    }

    [Fact]
    public async Task While_storage_is_away_nobody_is_told_that_a_token_or_a_code_is_unknown()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        string[] calls =
        [
            "FindTokenAsync",
            "FindStaticAsync",
            "TryConnectAsync",
            "TryClaimAsync",
            "ReserveDeviceIdAsync",
        ];
        foreach (var trouble in calls)
        {
            cloud.Store.Fault = (call, _) => call == trouble;
            if (trouble is not "TryClaimAsync")
                await Should.ThrowAsync<StorageUnavailableException>(async () =>
                    await cloud.Admission.AdmitAsync(unit.AuthToken, default)
                );
            cloud.Store.Fault = null;
        }

        cloud.Store.Fault = (call, _) => call == "TryClaimAsync";
        await Should.ThrowAsync<StorageUnavailableException>(() => cloud.ClaimAsync(unit.QrToken.Reveal()));
        cloud.Store.Fault = null;
        cloud.Store.Devices.ShouldBeEmpty();
        (await cloud.ClaimAsync(unit.QrToken.Reveal())).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task No_log_line_event_or_printed_record_shows_a_secret()
    {
        await using var cloud = await StartFactoryAsync();
        var unit = (await cloud.MakeAsync())[0];
        await cloud.Admission.AdmitAsync(unit.AuthToken, default);
        await cloud.ClaimAsync(unit.QrToken.Reveal());
        await cloud.ClaimAsync(Wrong(1));

        string[] texts =
        [
            .. cloud.LogLines.Lines,
            .. cloud.Live.All.Select(live => live.ToString()),
            .. cloud.Store.Statics.Select(token => token.ToString()),
            unit.ToString(),
        ];
        foreach (var secret in new[] { unit.AuthToken.Reveal(), unit.QrToken.Reveal(), unit.ClaimCode.Reveal() })
            texts.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static string Wrong(int number)
    {
        var bytes = new byte[QrToken.Bytes];
        bytes[0] = (byte)(number + 1);
        return ClaimCode.Of(QrToken.From(bytes)).Reveal();
    }
}
