using System.Security.Cryptography;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.DataProtection;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>The manual way.</summary>
public sealed class DeviceTokensTests
{
    [Fact]
    public async Task A_device_made_by_hand_may_come_at_once_but_counts_as_activated_only_when_it_does()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var made = (await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, " Bench ", default)).Value;

        made.Device.Name.ShouldBe("Bench");
        made.Device.Owner.ShouldBe(Ada);
        made.Device.Method.ShouldBe(ActivationMethod.Manual);
        made.Device.ActivatedAt.ShouldBeNull();
        (await cloud.Admission.AdmitAsync(made.Token, default)).ShouldBe(
            new Admission.Active(made.Device.Id, Home, cloud.Kettle.Id, made.Device.Owner)
        );
    }

    [Fact]
    public async Task A_living_token_names_its_device_within_its_organisation_and_no_arrival_is_noted()
    {
        await using var cloud = await CloudUnderTest.StartFactoryAsync();
        var made = (await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, name: null, default)).Value;
        var unit = (await cloud.MakeAsync())[0];
        var pending = await cloud.IssueAsync();
        AuthToken.TryParse(new string('x', 32), out var unknown).ShouldBeTrue();

        (await cloud.Tokens.FindDeviceAsync(Home, made.Token, default))!.Id.ShouldBe(made.Device.Id);
        (await cloud.Tokens.FindDeviceAsync(Elsewhere, made.Token, default)).ShouldBeNull();
        (await cloud.Tokens.FindDeviceAsync(Home, unknown, default)).ShouldBeNull();
        (await cloud.Tokens.FindDeviceAsync(Home, pending.Token, default)).ShouldBeNull();
        cloud.StepsOf(pending.Session.Id).ShouldBe(["token_issued"]);
        (await cloud.Tokens.FindDeviceAsync(Home, unit.AuthToken, default)).ShouldBeNull();

        var claimed = (await cloud.ClaimAsync(unit.ClaimCode.Reveal())).Value;
        (await cloud.Tokens.FindDeviceAsync(Home, unit.AuthToken, default))!.Id.ShouldBe(claimed.Id);
    }

    [Fact]
    public async Task A_device_without_a_name_gets_its_templates()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var made = await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, name: null, default);

        made.Value.Device.Name.ShouldBe("Kettle");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("nul\0")]
    [InlineData("a name of more than sixty characters is refused by the registry.")]
    public async Task A_wrong_name_is_refused(string name)
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var refused = await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, name, default);

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe("name");
        cloud.Store.Devices.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE devices;--")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("Küche 🍲")]
    public async Task A_devices_name_may_be_anything_people_write(string name)
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var made = await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, name, default);

        made.Value.Device.Name.ShouldBe(name);
    }

    [Fact]
    public async Task An_unknown_template_is_refused()
    {
        await using var cloud = await CloudUnderTest.StartAsync();

        var refused = await cloud.Tokens.CreateDeviceAsync(Elsewhere, Ada, cloud.Kettle.Id, "Bench", default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("template_not_found");
    }

    [Fact]
    public async Task A_device_made_by_hand_can_be_provisioned_over_the_air_later()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var made = (await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, "Bench", default)).Value;

        var (issued, device) = await cloud.ActivateAsync(made.Device.Id);

        device.Id.ShouldBe(made.Device.Id);
        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBeOfType<Admission.Active>();
        (await cloud.Admission.AdmitAsync(made.Token, default)).ShouldBe(new Admission.Refused("replaced"));
    }

    [Fact]
    public async Task The_token_is_shown_again_within_its_organisation_only()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();

        (await cloud.Tokens.RevealAsync(Home, device.Id, default)).Value.ShouldBe(issued.Token);
        (await cloud.Tokens.RevealAsync(Elsewhere, device.Id, default)).Refusal!.Code.ShouldBe("device_not_found");
        (await cloud.Tokens.RevealAsync(Home, new DeviceId(4_711), default)).Refusal!.Code.ShouldBe("device_not_found");
    }

    [Fact]
    public async Task A_token_whose_key_is_gone_is_not_shown_and_still_works()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, device) = await cloud.ActivateAsync();
        cloud.Keys.Lose();

        var shown = await cloud.Tokens.RevealAsync(Home, device.Id, default);

        shown.Refusal!.Code.ShouldBe("token_sealed");
        (await cloud.Admission.AdmitAsync(issued.Token, default)).ShouldBeOfType<Admission.Active>();
    }

    [Fact]
    public void A_seal_of_another_key_says_where_to_look()
    {
        var token = AuthToken.New(new TestKit.SeededRandom(3));
        var sealedToken = new DataProtectionTokenSealer(new EphemeralDataProtectionProvider()).Seal(token);

        var fault = Should.Throw<CryptographicException>(() =>
            new DataProtectionTokenSealer(new EphemeralDataProtectionProvider()).Unseal(sealedToken)
        );

        fault.Message.ShouldContain("key folder");
    }
}
