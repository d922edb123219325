using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class RoleConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task A_role_comes_back_as_stored_and_changed()
    {
        var role = await MakeAsync("Installer");
        role.Id.Value.ShouldBeGreaterThan(100);
        (await ListAsync(OrganisationId.Root)).ShouldBe([role]);

        var changed = role with { Name = "Fitter", Permissions = Permissions.All, AppliesBelow = true };
        (await Storage.Roles.TryUpdateAsync(changed, None)).ShouldBeTrue();
        (await ListAsync(OrganisationId.Root)).ShouldBe([changed]);
    }

    [Fact]
    public async Task A_name_is_taken_once_per_organisation()
    {
        var role = await MakeAsync("Installer");
        (await Storage.Roles.TryInsertAsync(Sample.Role("INSTALLER"), None)).ShouldBeNull();
        var other = await MakeAsync("Fitter");
        (await Storage.Roles.TryUpdateAsync(other with { Name = "installer" }, None)).ShouldBeFalse();
        (await Storage.Roles.TryUpdateAsync(role with { Name = "INSTALLER" }, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Roles_that_apply_below_are_there_below_and_nowhere_else()
    {
        var dealer = await MakeOrganisationAsync("Dealer");
        var rival = await MakeOrganisationAsync("Rival");
        var everywhere = await MakeAsync("Installer", below: true);
        await MakeAsync("Accountant");
        var own = await MakeAsync("Fitter", dealer, below: true);

        (await ListAsync(dealer)).ShouldBe([everywhere, own]);
        (await ListAsync(rival)).ShouldBe([everywhere]);
    }

    [Fact]
    public async Task A_person_has_the_role_as_it_is_now()
    {
        var role = await MakeAsync("Installer");
        var person = await MakePersonAsync(role);
        (await Storage.Accounts.FindAsync(person.Id, None)).ShouldHold(person);

        var changed = role with { Permissions = Permissions.ViewOwnDevices };
        await Storage.Roles.TryUpdateAsync(changed, None);
        (await Storage.Accounts.FindByEmailAsync(person.NormalizedEmail, None))!.Role.ShouldBe(changed);
    }

    [Fact]
    public async Task Whoever_has_a_deleted_role_gets_the_replacement_for_good()
    {
        var role = await MakeAsync("Installer");
        var person = await MakePersonAsync(role);

        await Storage.Roles.DeleteAsync(role.Id, Role.Staff.Id, None);

        (await Storage.Accounts.FindAsync(person.Id, None))!.Role.ShouldBe(Role.Staff);
        (await ListAsync(OrganisationId.Root)).ShouldBeEmpty();

        // A change that began before the deletion does not bring the role back.
        person.Name = "Countess";
        (await Storage.Accounts.TryUpdateAsync(person, None)).ShouldBeTrue();
        var read = (await Storage.Accounts.FindAsync(person.Id, None)).ShouldNotBeNull();
        read.Role.ShouldBe(Role.Staff);
        read.Name.ShouldBe("Countess");
    }

    [Fact]
    public async Task It_is_known_whether_a_role_is_used_below()
    {
        var role = await MakeAsync("Installer", below: true);
        var person = await MakePersonAsync(role);
        (await Storage.Roles.IsUsedBelowAsync(role, None)).ShouldBeFalse();

        person.Organisation = await MakeOrganisationAsync("Dealer");
        await Storage.Accounts.TryUpdateAsync(person, None);
        (await Storage.Roles.IsUsedBelowAsync(role, None)).ShouldBeTrue();
    }

    private async Task<Role> MakeAsync(string name, OrganisationId? organisation = null, bool below = false) =>
        (
            await Storage.Roles.TryInsertAsync(
                Sample.Role(name) with
                {
                    Organisation = organisation ?? OrganisationId.Root,
                    AppliesBelow = below,
                },
                None
            )
        ).ShouldNotBeNull();

    private async Task<Person> MakePersonAsync(Role role)
    {
        var person = Sample.Person("ada@example.org");
        person.Role = role;
        await Storage.Accounts.TryInsertAsync(person, None);
        return person;
    }

    private async Task<OrganisationId> MakeOrganisationAsync(string name) =>
        (
            await Storage.Organisations.TryInsertAsync(
                new Organisation(default, OrganisationId.Root, name, SignUpMode.Off, Sample.Now),
                None
            )
        )!
            .Organisation
            .Id;

    private Task<IReadOnlyList<Role>> ListAsync(OrganisationId organisation) =>
        Storage.Roles.ListAsync(organisation, None);
}
