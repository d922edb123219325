using Firstlight.Core;
using Firstlight.TestKit;
using static Firstlight.Devices.Tests.CatalogUnderTest;

namespace Firstlight.Devices.Tests;

/// <summary>Templates in organisations below the one that made them.</summary>
public sealed class TemplateUseTests
{
    private static readonly OrganisationId Below = new(3);

    [Fact]
    public async Task An_enabled_template_is_there_and_only_there()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Boiler");

        (await test.Catalog.EnableAsync(Home, Elsewhere, template.Id, default)).Value.ShouldBe(template);

        (await test.Catalog.FindAsync(Elsewhere, template.Id, default)).ShouldBe(template);
        (await test.Catalog.ListAsync(Elsewhere, default)).ShouldBe([template]);
        (await test.Catalog.FindAsync(Below, template.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_organisation_has_at_once_what_was_enabled_in_the_write_that_made_it()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Boiler");

        await test.Catalog.InheritAsync(Elsewhere, [template.Id, TemplateId.New(new SeededRandom(9))], default);

        (await test.Catalog.ListAsync(Elsewhere, default)).ShouldBe([template]);
        test.Uses.ShouldBeEmpty("it is on disk already");
    }

    [Fact]
    public async Task What_the_organisation_above_does_not_have_cannot_be_enabled()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Boiler");
        (await test.Catalog.EnableAsync(Elsewhere, Below, template.Id, default)).Refusal!.Code.ShouldBe(
            "template_not_found"
        );
        await test.Catalog.EnableAsync(Home, Elsewhere, template.Id, default);
        (await test.Catalog.EnableAsync(Elsewhere, Below, template.Id, default)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_changed_at_home_and_the_change_is_there_for_all()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Boiler");
        await test.Catalog.EnableAsync(Home, Elsewhere, template.Id, default);
        var draft = new TemplateDraft("Heater");

        (await test.Catalog.UpdateAsync(Elsewhere, template.Id, draft, default)).Refusal!.Code.ShouldBe(
            "template_from_above"
        );
        (await test.Catalog.DeleteAsync(Elsewhere, template.Id, default)).Refusal!.Code.ShouldBe("template_from_above");
        await test.Catalog.UpdateAsync(Home, template.Id, draft, default);

        (await test.Catalog.FindAsync(Elsewhere, template.Id, default))!.Name.ShouldBe("Heater");
    }

    [Fact]
    public async Task It_is_disabled_when_nothing_of_it_is_left()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Boiler");
        await test.Catalog.EnableAsync(Home, Elsewhere, template.Id, default);
        test.InUse.Add(template.Id);
        (await test.Catalog.DisableAsync(Elsewhere, template.Id, default)).Refusal!.Code.ShouldBe("template_in_use");

        test.InUse.Clear();
        (await test.Catalog.DisableAsync(Elsewhere, template.Id, default)).Succeeded.ShouldBeTrue();
        (await test.Catalog.FindAsync(Elsewhere, template.Id, default)).ShouldBeNull();
        (await test.Catalog.DisableAsync(Home, template.Id, default)).Refusal!.Code.ShouldBe("template_not_found");
    }

    [Fact]
    public async Task Uses_survive_a_restart_and_are_not_made_without_the_disk()
    {
        using var test = await LoadedAsync();
        var template = await test.MakeAsync("Boiler");
        test.Away = true;
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            test.Catalog.EnableAsync(Home, Elsewhere, template.Id, default)
        );
        (await test.Catalog.FindAsync(Elsewhere, template.Id, default)).ShouldBeNull();

        test.Away = false;
        await test.Catalog.EnableAsync(Home, Elsewhere, template.Id, default);
        await test.LoadAsync();
        (await test.Catalog.FindAsync(Elsewhere, template.Id, default)).ShouldBe(template);
    }
}
