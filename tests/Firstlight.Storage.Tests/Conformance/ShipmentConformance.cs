using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>Firmware and its way to devices, kept through restarts.</summary>
public abstract class ShipmentConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly TokenHash Link = new(new string('a', 64));

    private IShipmentStore Shipments => Storage.Get<IShipmentStore>();

    private IFirmwareStore Firmware => Storage.Get<IFirmwareStore>();

    [Fact]
    public async Task Firmware_is_kept_to_the_last_field_and_bounded()
    {
        var file = await StoreFirmwareAsync();

        (await Firmware.FindAsync(file.Id, None)).ShouldBe(file);
        (await Firmware.ListAsync(file.Template, None)).ShouldBe([file]);
        (await Firmware.ListStoredNamesAsync(None)).ShouldBe([file.StoredName]);
        (await Firmware.TryInsertAsync(file with { StoredName = "other" }, 1, None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_shipment_has_every_device_of_its_template_or_those_that_are_named()
    {
        var file = await StoreFirmwareAsync();
        var first = await StoreDeviceAsync();
        var second = await StoreDeviceAsync();

        var all = await Shipments.InsertAsync(Draft(file), null, None);
        all.Devices.ShouldBe(2);
        (await Shipments.FindAsync(all.Shipment!.Id, None))!.Counts.ShouldBe([new(UpdateState.Waiting, 2)]);
        (await Shipments.ListDevicesAsync(all.Shipment.Id, UpdateState.Waiting, first.Id, 10, None))
            .ShouldHaveSingleItem()
            .Name.ShouldBe(second.Name);

        (await Shipments.InsertAsync(Draft(file), [new DeviceId(999)], None)).Unknown.ShouldBe(new DeviceId(999));
        var one = await Shipments.InsertAsync(Draft(file), [first.Id], None);
        one.Devices.ShouldBe(1);
        var replaced = (await Shipments.ListDevicesAsync(all.Shipment.Id, UpdateState.Skipped, null, 10, None))
            .ShouldHaveSingleItem()
            .Update;
        (replaced.Device, replaced.Reason).ShouldBe((first.Id, UpdateReason.Replaced));
        (await Shipments.ListAsync(OrganisationId.Root, null, 10, None))
            .Select(progress => progress.Shipment.Id)
            .ShouldBe([one.Shipment!.Id, all.Shipment.Id]);
        (await Shipments.CountRunningAsync(OrganisationId.Root, None)).ShouldBe(2);
    }

    [Fact]
    public async Task A_step_is_taken_once_found_by_its_link_and_survives_a_restart()
    {
        var (shipment, device) = await ShipAsync();
        var due = (await Shipments.FindDueAsync(device, None))!;
        var told = UpdateSteps.Tell(due, Link, Sample.Now);

        (await Shipments.ChangeAsync([(due.Update, told)], None)).ShouldBe(1);
        (await Shipments.ChangeAsync([(due.Update, told)], None)).ShouldBe(0, "somebody took it already");
        await Storage.RestartAsync();

        (await Shipments.FindByLinkAsync(Link, None))!.Update.ShouldBe(told);
        (await Shipments.ListOverdueAsync(Sample.Now.AddTicks(1), 10, None)).ShouldHaveSingleItem();
        (await Shipments.ListOverdueAsync(Sample.Now, 10, None)).ShouldBeEmpty();
        (await Shipments.ListWaitingAsync(shipment, null, 10, None)).ShouldBeEmpty();
        (await Shipments.ListRunningAsync(None)).ShouldBe([shipment]);
    }

    [Fact]
    public async Task Stopped_it_moves_no_more_and_its_links_are_dead()
    {
        var (shipment, device) = await ShipAsync();
        var due = (await Shipments.FindDueAsync(device, None))!;
        var told = UpdateSteps.Tell(due, Link, Sample.Now);
        await Shipments.ChangeAsync([(due.Update, told)], None);

        (await Firmware.TryDeleteAsync(due.File.Id, None)).ShouldBeFalse("a shipment needs it");
        (await Shipments.TryStopAsync(shipment, Sample.Now, None)).ShouldBeTrue();
        (await Shipments.TryStopAsync(shipment, Sample.Now, None)).ShouldBeFalse();

        (await Shipments.FindByLinkAsync(Link, None)).ShouldBeNull();
        (await Shipments.FindDueAsync(device, None)).ShouldBeNull();
        (await Shipments.ChangeAsync([(told, told with { State = UpdateState.Done })], None)).ShouldBe(0);
        (await Firmware.TryDeleteAsync(due.File.Id, None)).ShouldBeTrue();
        (await Shipments.FindAsync(shipment, None)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_device_was_sent_is_listed_with_the_latest_first_and_its_owner()
    {
        var file = await StoreFirmwareAsync();
        var device = await StoreDeviceAsync();
        var first = (await Shipments.InsertAsync(Draft(file), null, None)).Shipment!.Id;
        var second = (await Shipments.InsertAsync(Draft(file), null, None)).Shipment!.Id;
        await Shipments.TryStopAsync(second, Sample.Now, None);

        var all = await Shipments.ListOfDeviceAsync(device.Id, null, 10, None);
        all.Select(due => (due.Shipment.Id, due.Shipment.State))
            .ShouldBe([(second, ShipmentState.Stopped), (first, ShipmentState.Running)]);
        all.ShouldAllBe(due => due.Owner == device.Owner && due.File.Id == file.Id);
        (await Shipments.ListOfDeviceAsync(device.Id, second, 10, None))
            .ShouldHaveSingleItem()
            .Update.Reason.ShouldBe(UpdateReason.Replaced);
        (await Shipments.ListOfDeviceAsync(device.Id, null, 1, None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_finished_when_every_device_is_done_or_skipped_or_gone()
    {
        var (shipment, device) = await ShipAsync();
        (await Shipments.FinishAsync(Sample.Now, None)).ShouldBeEmpty();

        (await Storage.Devices.DeleteAsync(device, None)).ShouldBeTrue();

        (await Shipments.FinishAsync(Sample.Now, None)).ShouldBe([shipment]);
        var progress = (await Shipments.FindAsync(shipment, None))!;
        progress.Shipment.State.ShouldBe(ShipmentState.Finished);
        progress.Counts.ShouldBeEmpty();
    }

    private async Task<(ShipmentId Shipment, DeviceId Device)> ShipAsync()
    {
        var file = await StoreFirmwareAsync();
        var device = await StoreDeviceAsync();
        await Storage.Devices.SetHardwareAsync(device.Id, Sample.Hardware(), None);
        var stored = await Shipments.InsertAsync(Draft(file), null, None);
        return (stored.Shipment!.Id, device.Id);
    }

    private async Task<FirmwareFile> StoreFirmwareAsync()
    {
        var template = await StoreTemplateAsync();
        var file = new FirmwareFile(
            default,
            template.Organisation,
            template.Id,
            "heater.bin",
            "0123456789abcdef",
            412_672,
            "sha",
            "md5",
            template.Id.Value,
            "2.0.0",
            "Jan  2 2026 00:00:00",
            new UserId(7),
            Sample.Now
        );
        return (await Firmware.TryInsertAsync(file, 1, None)).ShouldNotBeNull();
    }

    private static Shipment Draft(FirmwareFile file) =>
        new(
            default,
            OrganisationId.Root,
            file.Template,
            file.Id,
            "Spring",
            3,
            TimeSpan.FromHours(24),
            ShipmentState.Running,
            new UserId(7),
            Sample.Now,
            EndedAt: null
        );
}
