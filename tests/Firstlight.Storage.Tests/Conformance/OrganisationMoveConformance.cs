using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>Moving an organisation: with everything below it, and never away from what it needs.</summary>
public abstract class OrganisationMoveConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly MoveObstacles Nothing = new(IsNameTaken: false, [], []);

    [Fact]
    public async Task It_goes_with_all_below_it()
    {
        var (north, south) = (await MakeAsync("North"), await MakeAsync("South"));
        var client = await MakeAsync("Client", north);
        var shop = await MakeAsync("Shop", client);
        (await Storage.Organisations.ReadHeightAsync(north, None)).ShouldBe(3);
        (await Storage.Organisations.ReadHeightAsync(shop, None)).ShouldBe(1);

        (await MoveAsync(client, south)).ShouldHold(Nothing);

        (await Storage.Organisations.ReadPathAsync(shop, None))
            .Select(node => node.Id)
            .ShouldBe([shop, client, south, OrganisationId.Root]);
        (await Storage.Organisations.ReadHeightAsync(north, None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_sibling_of_its_name_keeps_it_where_it_is()
    {
        var (north, south) = (await MakeAsync("North"), await MakeAsync("South"));
        var client = await MakeAsync("Client", north);
        await MakeAsync("CLIENT", south);

        (await MoveAsync(client, south)).ShouldHold(Nothing with { IsNameTaken = true });
        await StandsBelowAsync(client, north);
    }

    [Fact]
    public async Task A_template_that_the_new_place_lacks_keeps_it_where_it_is()
    {
        var (north, south) = (await MakeAsync("North"), await MakeAsync("South"));
        await StoreTemplateAsync();
        var use = new TemplateUse(Sample.TemplateId(), north);
        await Storage.Templates.EnableAsync(use, None);
        var client = await MakeAsync("Client", north);
        var shop = await MakeAsync("Shop", client);

        (await MoveAsync(client, south)).Templates.ShouldBe([Sample.Template().Name]);
        await StandsBelowAsync(client, north);

        await Storage.Templates.EnableAsync(use with { Organisation = south }, None);
        (await MoveAsync(client, south)).ShouldHold(Nothing);
        (await Storage.Templates.ReadUsesAsync(None)).ShouldContain(use with { Organisation = shop });
        // Below who made it nothing is missing, either.
        (await MoveAsync(client, OrganisationId.Root)).ShouldHold(Nothing);
    }

    [Fact]
    public async Task Its_own_templates_go_with_it()
    {
        var (north, south) = (await MakeAsync("North"), await MakeAsync("South"));
        var client = await MakeAsync("Client", north);
        await Storage.Templates.TryInsertAsync(Sample.Template() with { Organisation = client }, None);
        await MakeAsync("Shop", client);

        (await MoveAsync(client, south)).ShouldHold(Nothing);
    }

    [Fact]
    public async Task A_role_that_does_not_apply_at_the_new_place_keeps_it_where_it_is()
    {
        var (north, south) = (await MakeAsync("North"), await MakeAsync("South"));
        var client = await MakeAsync("Client", north);
        var shop = await MakeAsync("Shop", client);
        var installer = await MakeRoleAsync("Installer", north);
        var everywhere = await MakeRoleAsync("Everywhere", OrganisationId.Root);
        var own = await MakeRoleAsync("Own", client);
        await AddAsync("ada@example.org", shop, installer);
        await AddAsync("bob@example.org", client, everywhere);
        await AddAsync("cyd@example.org", shop, own);

        (await MoveAsync(client, south)).Roles.ShouldBe(["Installer"]);
        await StandsBelowAsync(client, north);

        await Storage.Roles.DeleteAsync(installer.Id, Role.User.Id, None);
        (await MoveAsync(client, south)).ShouldHold(Nothing);
    }

    private Task<MoveObstacles> MoveAsync(OrganisationId id, OrganisationId to) =>
        Storage.Organisations.TryMoveAsync(id, to, Sample.Now, None);

    private async Task StandsBelowAsync(OrganisationId id, OrganisationId parent) =>
        (await Storage.Organisations.ReadPathAsync(id, None))[0].Parent.ShouldBe(parent);

    private async Task<OrganisationId> MakeAsync(string name, OrganisationId? parent = null)
    {
        var draft = new Organisation(default, parent ?? OrganisationId.Root, name, SignUpMode.Off, Sample.Now);
        return (await Storage.Organisations.TryInsertAsync(draft, None)).ShouldNotBeNull().Organisation.Id;
    }

    private async Task<Role> MakeRoleAsync(string name, OrganisationId organisation) =>
        (await Storage.Roles.TryInsertAsync(Sample.Role(name) with { Organisation = organisation }, None))!;

    private async Task AddAsync(string email, OrganisationId organisation, Role role)
    {
        var person = Sample.Person(email);
        (person.Organisation, person.Role) = (organisation, role);
        (await Storage.Accounts.TryInsertAsync(person, None)).ShouldBeTrue();
    }
}
