using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class ActivationConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task Activating_makes_the_device_and_its_token()
    {
        await StoreTemplateAsync();
        var (session, token) = await StoreSessionAsync();
        var succeeded = Succeeded(session);
        var device = Sample.Device(session.Device) with { Hardware = Sample.Hardware() };

        (await Storage.Activation.TryActivateAsync(succeeded, device, None)).ShouldBeTrue();

        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(succeeded);
        var lookup = await Storage.Activation.FindTokenAsync(token.Hash, None);
        lookup!.Token.ShouldHold(token with { State = TokenState.Active });
        lookup.Device.ShouldBe(new TokenDevice(device.Id, device.Organisation, device.Template, device.Owner));
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(device);
        (await Storage.Activation.FindActiveTokenAsync(device.Id, None))!.Hash.ShouldBe(token.Hash);
    }

    [Fact]
    public async Task A_pending_token_activates_once()
    {
        await StoreTemplateAsync();
        var (session, _) = await StoreSessionAsync();
        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    Storage.Activation.TryActivateAsync(Succeeded(session), Sample.Device(session.Device), None)
                )
        );
        attempts.Count(won => won).ShouldBe(1);
    }

    [Fact]
    public async Task Activating_and_cancelling_at_once_leaves_one_of_them()
    {
        await StoreTemplateAsync();
        for (var round = 0; round < 20; round++)
        {
            var (session, token) = await StoreSessionAsync();
            var cancelled = session.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
            var cancel = Storage.Activation.TryUpdateSessionAsync(cancelled, ProvisioningState.Pending, 1, None);
            var activate = Storage.Activation.TryActivateAsync(Succeeded(session), Sample.Device(session.Device), None);

            (await activate).ShouldBe(!await cancel);
            var lookup = await Storage.Activation.FindTokenAsync(token.Hash, None);
            lookup!.Token.State.ShouldBe(await activate ? TokenState.Active : TokenState.Revoked);
            (lookup.Device is not null).ShouldBe(await activate);
        }
    }

    [Fact]
    public async Task Reprovisioning_keeps_the_device_and_changes_its_token()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device =>
            device with
            {
                Name = "mine",
                Hardware = Sample.Hardware("1.0.0"),
            }
        );
        var oldToken = await Storage.Activation.FindActiveTokenAsync(device.Id, None);
        var (session, newToken) = await StoreSessionAsync(s => s with { Device = device.Id, IsReprovisioning = true });
        (await Storage.Activation.FindActiveTokenAsync(device.Id, None))!.Hash.ShouldBe(oldToken!.Hash);

        var reported = Sample.Device(device.Id) with { Name = "ignored", Hardware = Sample.Hardware("2.0.0") };
        (await Storage.Activation.TryActivateAsync(Succeeded(session), reported, None)).ShouldBeTrue();

        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(
            device with
            {
                Hardware = Sample.Hardware("2.0.0"),
            }
        );
        (await Storage.Activation.FindActiveTokenAsync(device.Id, None))!.Hash.ShouldBe(newToken.Hash);
        (await StateOfAsync(oldToken)).ShouldBe(TokenState.Revoked);
    }

    [Fact]
    public async Task A_device_deleted_while_it_is_reprovisioned_does_not_come_back()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        var (before, beforeToken) = await StoreSessionAsync(s =>
            s with
            {
                Device = device.Id,
                IsReprovisioning = true,
            }
        );
        await Storage.Devices.DeleteAsync(device.Id, None);
        var (after, _) = await StoreSessionAsync(s => s with { Device = device.Id, IsReprovisioning = true });

        foreach (var session in new[] { before, after })
        {
            (await Storage.Activation.TryActivateAsync(Succeeded(session), device, None)).ShouldBeFalse();
            (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(session);
        }

        (await StateOfAsync(beforeToken)).ShouldBeNull();
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_activation_that_cannot_be_stored_leaves_the_session_pending()
    {
        // No template: the device cannot be stored.
        var (session, token) = await StoreSessionAsync();
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            Storage.Activation.TryActivateAsync(Succeeded(session), Sample.Device(session.Device), None)
        );
        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(session);
        (await StateOfAsync(token)).ShouldBe(TokenState.Pending);
    }

    [Fact]
    public async Task An_active_token_is_found_with_its_device_and_without_a_session()
    {
        await StoreTemplateAsync();
        var (session, token) = await StoreSessionAsync();
        await Storage.Activation.TryActivateAsync(Succeeded(session), Sample.Device(session.Device), None);

        var lookup = await Storage.Activation.FindTokenAsync(token.Hash, None);
        lookup!.Session.ShouldBeNull();
        lookup.Device.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_pending_token_of_a_reprovisioning_is_found_with_session_and_device()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        var (session, token) = await StoreSessionAsync(s => s with { Device = device.Id, IsReprovisioning = true });

        var lookup = await Storage.Activation.FindTokenAsync(token.Hash, None);
        lookup!.Session.ShouldHold(session);
        lookup.Device.ShouldBe(new TokenDevice(device.Id, device.Organisation, device.Template, device.Owner));
    }

    [Fact]
    public async Task A_device_made_by_hand_is_there_whole_or_not_at_all()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        var taken = await Storage.Activation.FindActiveTokenAsync(device.Id, None);
        var second = Sample.Device(await Storage.Activation.ReserveDeviceIdAsync(None));

        await Should.ThrowAsync<StorageUnavailableException>(() =>
            Storage.Activation.InsertDeviceAsync(second, taken! with { Device = second.Id }, None)
        );
        (await Storage.Devices.FindAsync(second.Id, None)).ShouldBeNull();
    }

    private static ProvisioningSession Succeeded(ProvisioningSession session) =>
        session.Then(ProvisioningState.Succeeded, ProvisioningSteps.Activated);
}
