using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class OrganisationConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task The_root_organisation_exists_from_the_start()
    {
        var root = (await Storage.Organisations.ReadPathAsync(OrganisationId.Root, None)).ShouldHaveSingleItem();
        root.Id.ShouldBe(OrganisationId.Root);
        root.Parent.ShouldBeNull();
        root.CreatedAt.Year.ShouldBeGreaterThan(2020);
        (await Storage.Organisations.ReadPathAsync(new OrganisationId(99), None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organisation_comes_back_as_stored_and_changed()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Acme");
        (await ReadAsync(acme.Id)).ShouldBe(acme);

        var changed = acme with
        {
            Name = "Acme & Sons",
            Description = "Boilers",
            SignUp = SignUpMode.OwnOrganisation,
            TimeZone = "Europe/Kyiv",
        };
        (await Storage.Organisations.TryUpdateAsync(changed, None)).ShouldBeTrue();
        (await ReadAsync(acme.Id)).ShouldBe(changed);
        (await Storage.Organisations.TryUpdateAsync(changed with { TimeZone = null }, None)).ShouldBeTrue();
        (await ReadAsync(acme.Id)).ShouldBe(changed with { TimeZone = null });
    }

    [Fact]
    public async Task A_name_is_taken_among_siblings_only_and_in_any_letter_case()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Ärmel");
        (await TryMakeAsync(OrganisationId.Root, "äRMEL")).ShouldBeNull();
        (await TryMakeAsync(acme.Id, "Ärmel")).ShouldNotBeNull();

        var other = await MakeAsync(OrganisationId.Root, "Other");
        (await Storage.Organisations.TryUpdateAsync(other with { Name = "ärmel" }, None)).ShouldBeFalse();
        (await Storage.Organisations.TryUpdateAsync(acme with { Name = "ÄRMEL" }, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_organisation_has_the_templates_of_its_parent_from_the_same_write()
    {
        await StoreTemplateAsync();
        var template = Sample.TemplateId();

        var dealer = (await Storage.Organisations.TryInsertAsync(Draft(OrganisationId.Root, "Dealer"), None))!;
        var client = (await Storage.Organisations.TryInsertAsync(Draft(dealer.Organisation.Id, "Client"), None))!;

        dealer.Templates.ShouldBe([template]);
        client.Templates.ShouldBe([template]);
        (await Storage.Templates.ReadUsesAsync(None)).ShouldBe([
            new TemplateUse(template, dealer.Organisation.Id),
            new TemplateUse(template, client.Organisation.Id),
        ]);
    }

    [Fact]
    public async Task Somebody_founds_an_organisation_under_the_first_name_that_is_free()
    {
        await StoreTemplateAsync();
        await MakeAsync(OrganisationId.Root, "Ada");
        var ada = Sample.Person("ada@example.org");

        var founding = await FoundAsync(ada, "ADA", "Ada 2");

        var made = founding.Made.ShouldNotBeNull();
        made.Organisation.Name.ShouldBe("Ada 2");
        made.Templates.ShouldBe([Sample.TemplateId()]);
        (await ReadAsync(made.Organisation.Id)).ShouldBe(made.Organisation);
        var stored = (await Storage.Accounts.FindAsync(ada.Id, None)).ShouldNotBeNull();
        stored.Organisation.ShouldBe(made.Organisation.Id);
        ada.Organisation.ShouldBe(made.Organisation.Id);
    }

    [Fact]
    public async Task Who_cannot_be_stored_leaves_no_organisation_behind()
    {
        await Storage.Accounts.TryInsertAsync(Sample.Person("ada@example.org"), None);
        await MakeAsync(OrganisationId.Root, "Taken");

        (await FoundAsync(Sample.Person("ada@example.org"), "Fresh")).ShouldBe(new Founding(null, IsEmailTaken: true));
        (await FoundAsync(Sample.Person("bob@example.org"), "Taken")).ShouldBe(new Founding(null));

        (await Storage.Organisations.CountAsync(None)).ShouldBe(2);
        (await Storage.Accounts.FindByEmailAsync("BOB@EXAMPLE.ORG", None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_tree_is_read_upwards_and_downwards()
    {
        var dealer = await MakeAsync(OrganisationId.Root, "Dealer");
        var client = await MakeAsync(dealer.Id, "Client");
        var rival = await MakeAsync(OrganisationId.Root, "Rival");

        (await Storage.Organisations.ReadPathAsync(client.Id, None))
            .Select(node => node.Id)
            .ShouldBe([client.Id, dealer.Id, OrganisationId.Root]);
        (await BelowAsync(OrganisationId.Root, after: null, limit: 10)).ShouldBe([
            OrganisationId.Root,
            dealer.Id,
            client.Id,
            rival.Id,
        ]);
        (await BelowAsync(dealer.Id, after: null, limit: 10)).ShouldBe([dealer.Id, client.Id]);
        (await BelowAsync(OrganisationId.Root, after: dealer.Id, limit: 1)).ShouldBe([client.Id]);
        (await Storage.Organisations.CountAsync(None)).ShouldBe(4);

        async Task<IEnumerable<OrganisationId>> BelowAsync(OrganisationId top, OrganisationId? after, int limit) =>
            (await Storage.Organisations.ListAsync(top, after, limit, None)).Select(node => node.Id);
    }

    [Fact]
    public async Task Only_an_empty_organisation_is_deleted()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Acme");
        var client = await MakeAsync(acme.Id, "Client");
        var person = Sample.Person("ada@example.org");
        person.Organisation = acme.Id;
        await Storage.Accounts.TryInsertAsync(person, None);
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device => device with { Organisation = acme.Id });

        (await Storage.Organisations.ReadContentsAsync(acme.Id, None)).ShouldBe(
            new OrganisationContents(Organisations: 1, People: 1, Devices: 1, Templates: 0, Batches: 0)
        );
        (await Storage.Organisations.TryDeleteAsync(acme.Id, None)).ShouldBeFalse();

        (await Storage.Organisations.TryDeleteAsync(client.Id, None)).ShouldBeTrue();
        await Storage.Accounts.DeleteAsync(person.Id, None);
        await Storage.Devices.DeleteAsync(device.Id, None);
        (await Storage.Organisations.TryDeleteAsync(acme.Id, None)).ShouldBeTrue();
        (await Storage.Organisations.ReadPathAsync(acme.Id, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_hangs_on_an_empty_organisation_goes_with_it()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Acme");
        await StoreTemplateAsync();
        await Storage.Templates.EnableAsync(new TemplateUse(Sample.TemplateId(), acme.Id), None);
        await Storage.Roles.TryInsertAsync(Sample.Role("Installer") with { Organisation = acme.Id }, None);

        (await Storage.Organisations.TryDeleteAsync(acme.Id, None)).ShouldBeTrue();

        (await Storage.Templates.ReadUsesAsync(None)).ShouldBeEmpty();
        (await Storage.Roles.ListAsync(acme.Id, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_template_is_used_below_until_nothing_of_it_is_left_there()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Acme");
        var client = await MakeAsync(acme.Id, "Client");
        await StoreTemplateAsync();
        var above = new TemplateUse(Sample.TemplateId(), acme.Id);
        var below = above with { Organisation = client.Id };
        foreach (var use in new[] { above, above, below })
            await Storage.Templates.EnableAsync(use, None);
        (await Storage.Templates.ReadUsesAsync(None)).ShouldBe([above, below]);

        (await Storage.Templates.TryDisableAsync(above, None)).ShouldBeFalse("the client uses it");
        var device = await StoreDeviceAsync(device => device with { Organisation = client.Id });
        (await Storage.Templates.TryDisableAsync(below, None)).ShouldBeFalse("the client has a device");

        await Storage.Devices.DeleteAsync(device.Id, None);
        (await Storage.Templates.TryDisableAsync(below, None)).ShouldBeTrue();
        (await Storage.Templates.TryDisableAsync(above, None)).ShouldBeTrue();
        (await Storage.Templates.ReadUsesAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_owns_in_an_organisation_goes_to_another_one_or_to_nobody()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Acme");
        await StoreTemplateAsync();
        var owner = new UserId(7);
        var mine = await StoreDeviceAsync(device => device with { Owner = owner });
        var other = await StoreDeviceAsync(device => device with { Owner = new UserId(8) });
        (await Storage.Devices.ListTemplatesAsync(OrganisationId.Root, owner, None)).ShouldBe([Sample.TemplateId()]);

        (await Storage.Devices.HandOverAsync(OrganisationId.Root, owner, acme.Id, None)).ShouldBe([mine.Id]);
        (await Storage.Devices.HandOverAsync(OrganisationId.Root, owner, acme.Id, None)).ShouldBeEmpty();
        (await Storage.Devices.FindAsync(mine.Id, None))!.Organisation.ShouldBe(acme.Id);
        (await Storage.Devices.FindAsync(other.Id, None))!.Organisation.ShouldBe(OrganisationId.Root);

        (await Storage.Devices.HandOverAsync(acme.Id, owner, to: null, None)).ShouldBe([mine.Id]);
        (await Storage.Devices.FindAsync(mine.Id, None))!.Owner.ShouldBeNull();
    }

    [Fact]
    public async Task A_device_is_given_away_from_where_it_is_and_only_from_there()
    {
        var acme = await MakeAsync(OrganisationId.Root, "Acme");
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device => device with { Owner = new UserId(7) });

        (await GiveAsync(OrganisationId.Root, acme.Id, new UserId(8))).ShouldBeTrue();
        (await GiveAsync(OrganisationId.Root, acme.Id, owner: null)).ShouldBeFalse();
        var given = (await Storage.Devices.FindAsync(device.Id, None)).ShouldNotBeNull();
        given.ShouldHold(device with { Organisation = acme.Id, Owner = new UserId(8) });

        Task<bool> GiveAsync(OrganisationId from, OrganisationId to, UserId? owner) =>
            Storage.Devices.TryGiveAsync(device.Id, from, to, owner, Sample.Now, None);
    }

    private async Task<Organisation> MakeAsync(OrganisationId parent, string name) =>
        (await TryMakeAsync(parent, name)).ShouldNotBeNull();

    private async Task<Organisation?> TryMakeAsync(OrganisationId parent, string name) =>
        (await Storage.Organisations.TryInsertAsync(Draft(parent, name), None))?.Organisation;

    private static Organisation Draft(OrganisationId parent, string name) =>
        new(default, parent, name, SignUpMode.Off, Sample.Now) { Description = "Sells heat." };

    private Task<Founding> FoundAsync(Person first, params string[] names) =>
        Storage.Organisations.FoundAsync(Draft(OrganisationId.Root, names[0]), names, first, None);

    private async Task<Organisation> ReadAsync(OrganisationId id) =>
        (await Storage.Organisations.ReadPathAsync(id, None))[0];
}
