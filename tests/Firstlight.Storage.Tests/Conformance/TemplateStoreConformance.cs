using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class TemplateStoreConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task A_template_comes_back_as_stored()
    {
        var template = await StoreTemplateAsync();
        (await Storage.Templates.ReadAllAsync(None)).ShouldHaveSingleItem().ShouldHold(template);
    }

    [Fact]
    public async Task An_empty_template_comes_back_empty()
    {
        var template = Sample.Template() with { Datastreams = [], MetadataFields = [] };
        await Storage.Templates.TryInsertAsync(template, None);
        (await Storage.Templates.ReadAllAsync(None)).ShouldHaveSingleItem().ShouldHold(template);
    }

    [Fact]
    public async Task A_name_and_an_id_are_taken_once()
    {
        await StoreTemplateAsync();
        (await Storage.Templates.TryInsertAsync(Sample.Template("TMPLother123"), None)).ShouldBeFalse();
        (await Storage.Templates.TryInsertAsync(Sample.Template(name: "Other"), None)).ShouldBeFalse();
        (await Storage.Templates.ReadAllAsync(None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Replacing_replaces_the_whole()
    {
        var template = await StoreTemplateAsync();
        var changed = template with { Name = "Valve", Datastreams = [], OfflineAfter = TimeSpan.FromHours(1) };
        (await Storage.Templates.TryReplaceAsync(changed, None)).ShouldBeTrue();
        (await Storage.Templates.ReadAllAsync(None)).ShouldHaveSingleItem().ShouldHold(changed);
    }

    [Fact]
    public async Task Replacing_does_not_take_anothers_name()
    {
        await StoreTemplateAsync();
        var other = await StoreTemplateAsync("TMPLother123", "Valve");
        (await Storage.Templates.TryReplaceAsync(other with { Name = "Thermostat" }, None)).ShouldBeFalse();
        (await Storage.Templates.ReadAllAsync(None))
            .Select(t => t.Name)
            .ShouldBe(["Thermostat", "Valve"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_template_in_use_stays()
    {
        var template = await StoreTemplateAsync();
        var device = await StoreDeviceAsync();

        (await Storage.Templates.TryDeleteAsync(template.Id, None)).ShouldBeFalse();
        (await Storage.Templates.ReadAllAsync(None)).Count.ShouldBe(1);

        await Storage.Devices.DeleteAsync(device.Id, None);
        (await Storage.Templates.TryDeleteAsync(template.Id, None)).ShouldBeTrue();
        (await Storage.Templates.ReadAllAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_device_of_a_template_that_is_gone_is_not_stored()
    {
        // A fault, not a refusal: the template was there when the caller looked, so the device is told to come back.
        await Should.ThrowAsync<StorageUnavailableException>(() => StoreDeviceAsync());
    }
}
