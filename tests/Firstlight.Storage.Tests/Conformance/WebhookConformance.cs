using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>Messages to webhooks are queued in the commit of what they tell.</summary>
public abstract class WebhookConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private IWebhookStore Webhooks => Storage.Get<IWebhookStore>();

    [Fact]
    public async Task A_webhook_comes_back_as_stored_and_changed()
    {
        var id = await Webhooks.InsertAsync(Sample.Webhook(), None);
        var stored = Sample.Webhook() with { Id = id };
        (await Webhooks.FindAsync(id, None)).ShouldHold(stored);

        var changed = stored with
        {
            Name = "Shop",
            Interest = new WebhookInterest(WebhookTriggers.Online, null, null, [], IncludesBelow: false),
            Request = new WebhookRequest(WebhookContent.Json, null, []),
            Enabled = false,
        };
        await Webhooks.UpdateAsync(changed, None);
        await Storage.RestartAsync();

        (await Webhooks.ListAsync(OrganisationId.Root, None)).ShouldHaveSingleItem().ShouldHold(changed);
    }

    [Fact]
    public async Task An_activation_and_its_message_are_one_write()
    {
        await StoreTemplateAsync();
        var webhook = await HearAllAsync(OrganisationId.Root);
        var (session, _) = await StoreSessionAsync();
        var succeeded = session.Then(ProvisioningState.Succeeded, ProvisioningSteps.Activated);
        var device = Sample.Device(session.Device) with { Method = ActivationMethod.Dynamic };

        (await Storage.Activation.TryActivateAsync(succeeded, device, None)).ShouldBeTrue();
        (await Storage.Activation.TryActivateAsync(succeeded, device, None)).ShouldBeFalse();

        var told = (await DeliveriesAsync(webhook)).ShouldHaveSingleItem();
        told.Event.Type.ShouldBe(WebhookEventTypes.Activated);
        told.Event.Method.ShouldBe("Dynamic");
        told.Event.Device.Id.ShouldBe(device.Id.Value);
        told.Event.Device.OrganisationName.ShouldNotBeEmpty();
        told.State.ShouldBe(DeliveryState.Waiting);
    }

    [Fact]
    public async Task Those_above_hear_of_a_device_only_when_they_asked_for_those_below()
    {
        await StoreTemplateAsync();
        var below = (
            await Storage.Organisations.TryInsertAsync(
                new Organisation(default, OrganisationId.Root, "Dealer", SignUpMode.Off, Sample.Now),
                None
            )
        )!
            .Organisation
            .Id;
        var near = await HearAllAsync(below);
        var above = await HearAllAsync(OrganisationId.Root);
        var farAbove = await HearAllAsync(OrganisationId.Root, includesBelow: true);
        var device = await StoreDeviceAsync(one => one with { Organisation = below });

        await Storage.Fleet.AppendAsync(
            Sample.Batch(events: [new EventRecord(device.Id, "hot", "71 °C", Sample.Now)]),
            None
        );

        (await DeliveriesAsync(near)).Count.ShouldBe(1);
        (await DeliveriesAsync(above)).ShouldBeEmpty();
        (await DeliveriesAsync(farAbove)).ShouldHaveSingleItem().Event.Description.ShouldBe("71 °C");
    }

    [Fact]
    public async Task Values_that_were_overwritten_before_they_came_to_disk_are_told_as_left_out()
    {
        await StoreTemplateAsync();
        var webhook = await HearAllAsync(OrganisationId.Root);
        var device = (await StoreDeviceAsync()).Id;
        var value = new ValueRecord(device, new VirtualPin(0), "4", Sample.Now, IsLatest: true) { Overwritten = 3 };

        await Storage.Fleet.AppendAsync(Sample.Batch([value]), None);

        var told = (await DeliveriesAsync(webhook)).ShouldHaveSingleItem();
        (told.Event.Value, told.Skipped).ShouldBe(("4", 3));
    }

    [Fact]
    public async Task What_was_under_way_is_not_changed_by_a_newer_value_and_waits_again_after_a_restart()
    {
        await StoreTemplateAsync();
        var webhook = await HearAllAsync(OrganisationId.Root);
        var device = (await StoreDeviceAsync()).Id;
        await WriteAsync(device, "1", "2");
        var later = TimeProvider.System.GetUtcNow().AddMinutes(1);

        var taken = (await Webhooks.TakeAsync(webhook, later, None))!.Delivery;
        await WriteAsync(device, "3", "4", "5");
        await Storage.RestartAsync();
        await Webhooks.ResumeAsync(None);

        var all = await DeliveriesAsync(webhook);
        all.Select(one => (one.Event.Value, one.Skipped)).ShouldBe([("5", 2), ("2", 1)]);
        (await Webhooks.TakeAsync(webhook, later.AddMinutes(1), None))!.Delivery.Id.ShouldBe(taken.Id);
    }

    [Fact]
    public async Task A_webhook_goes_with_its_messages()
    {
        await StoreTemplateAsync();
        var webhook = await HearAllAsync(OrganisationId.Root);
        await WriteAsync((await StoreDeviceAsync()).Id, "1");

        await Webhooks.DeleteAsync(webhook, None);

        (await Webhooks.FindAsync(webhook, None)).ShouldBeNull();
        (await DeliveriesAsync(webhook)).ShouldBeEmpty();
    }

    private Task<WebhookId> HearAllAsync(OrganisationId organisation, bool includesBelow = false) =>
        Webhooks.InsertAsync(
            Sample.Webhook() with
            {
                Organisation = organisation,
                Interest = new WebhookInterest(WebhookTriggers.All, null, null, [], includesBelow),
            },
            None
        );

    private Task WriteAsync(DeviceId device, params string[] values) =>
        Storage.Fleet.AppendAsync(
            Sample.Batch([
                .. values.Select(value => new ValueRecord(
                    device,
                    new VirtualPin(0),
                    value,
                    Sample.Now,
                    IsLatest: true
                )),
            ]),
            None
        );

    private Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(WebhookId webhook) =>
        Webhooks.ListDeliveriesAsync(webhook, state: null, before: null, 100, None);
}
