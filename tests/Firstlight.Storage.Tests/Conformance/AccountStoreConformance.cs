using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class AccountStoreConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task A_person_comes_back_as_stored()
    {
        var person = Sample.Person("ada@example.org");
        (await Storage.Accounts.TryInsertAsync(person, None)).ShouldBeTrue();

        person.Id.Value.ShouldBeGreaterThan(0);
        (await Storage.Accounts.FindAsync(person.Id, None)).ShouldHold(person);
        (await Storage.Accounts.FindByEmailAsync("ADA@EXAMPLE.ORG", None)).ShouldHold(person);
    }

    [Fact]
    public async Task Fields_without_a_value_come_back_without_one()
    {
        var person = Sample.Person("ada@example.org");
        person.PasswordHash = null;
        person.LockoutEnd = null;
        await Storage.Accounts.TryInsertAsync(person, None);
        (await Storage.Accounts.FindAsync(person.Id, None)).ShouldHold(person);
    }

    [Fact]
    public async Task An_unknown_person_is_null()
    {
        (await Storage.Accounts.FindAsync(new UserId(99), None)).ShouldBeNull();
        (await Storage.Accounts.FindByEmailAsync("NOBODY@EXAMPLE.ORG", None)).ShouldBeNull();
        (await Storage.Accounts.AnyAsync(None)).ShouldBeFalse();
    }

    [Fact]
    public async Task People_are_listed_by_id_page_by_page()
    {
        var ada = Sample.Person("ada@example.org");
        var bob = Sample.Person("bob@example.org");
        await Storage.Accounts.TryInsertAsync(ada, None);
        await Storage.Accounts.TryInsertAsync(bob, None);

        (await ListAsync(after: null, limit: 10)).ShouldBe([ada.Id, bob.Id]);
        (await ListAsync(after: null, limit: 1)).ShouldBe([ada.Id]);
        (await ListAsync(after: ada.Id, limit: 10)).ShouldBe([bob.Id]);

        async Task<IEnumerable<UserId>> ListAsync(UserId? after, int limit) =>
            (await Storage.Accounts.ListAsync(OrganisationId.Root, after, limit, None)).Select(person => person.Id);
    }

    [Fact]
    public async Task An_address_is_taken_once()
    {
        await Storage.Accounts.TryInsertAsync(Sample.Person("ada@example.org"), None);
        var second = Sample.Person("Ada@Example.org");
        (await Storage.Accounts.TryInsertAsync(second, None)).ShouldBeFalse();
        second.Id.Value.ShouldBe(0);
        (await Storage.Accounts.AnyAsync(None)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_first_owner_is_one_however_many_try()
    {
        var attempts = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(n => Storage.Accounts.TryInsertFirstOwnerAsync(Sample.Person($"{n}@example.org"), None))
        );
        attempts.Count(won => won).ShouldBe(1);
        (await Storage.Accounts.TryInsertFirstOwnerAsync(Sample.Person("late@example.org"), None)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_update_replaces_every_field()
    {
        var person = Sample.Person("ada@example.org");
        await Storage.Accounts.TryInsertAsync(person, None);
        person.Role = Role.Admin;
        person.Email = "countess@example.org";
        person.NormalizedEmail = "COUNTESS@EXAMPLE.ORG";
        person.Name = "Countess";
        person.PasswordHash = "another";
        person.SecurityStamp = "another";
        person.AccessFailedCount = 0;
        person.LockoutEnd = null;
        person.LastSignInAt = Sample.Now.AddDays(1);
        person.SuspendedAt = null;

        (await Storage.Accounts.TryUpdateAsync(person, None)).ShouldBeTrue();
        (await Storage.Accounts.FindAsync(person.Id, None)).ShouldHold(person);
    }

    [Fact]
    public async Task An_update_does_not_take_anothers_address()
    {
        await Storage.Accounts.TryInsertAsync(Sample.Person("ada@example.org"), None);
        var other = Sample.Person("bob@example.org");
        await Storage.Accounts.TryInsertAsync(other, None);
        other.NormalizedEmail = "ADA@EXAMPLE.ORG";

        (await Storage.Accounts.TryUpdateAsync(other, None)).ShouldBeFalse();
        (await Storage.Accounts.FindByEmailAsync("BOB@EXAMPLE.ORG", None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deleted_person_is_gone_and_owns_nothing()
    {
        var person = Sample.Person("ada@example.org");
        await Storage.Accounts.TryInsertAsync(person, None);
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device => device with { Owner = person.Id });

        await Storage.Accounts.DeleteAsync(person.Id, None);

        (await Storage.Accounts.FindAsync(person.Id, None)).ShouldBeNull();
        (await Storage.Devices.FindAsync(device.Id, None))!.Owner.ShouldBeNull();
    }

    [Fact]
    public async Task The_audit_log_reads_newest_first_and_per_organisation()
    {
        var first = new AuditEntry(
            Sample.Now,
            new UserId(1),
            OrganisationId.Root,
            "token.revealed",
            "device/42",
            "::1"
        );
        var second = new AuditEntry(Sample.Now, null, OrganisationId.Root, "device.deleted", "device/42", null);
        var elsewhere = first with { Organisation = new OrganisationId(2) };
        foreach (var entry in new[] { first, second, elsewhere })
            await Storage.Accounts.AppendAuditAsync(entry, None);

        (await ReadAsync(new AuditQuery())).ShouldBe([second, first]);
        (await ReadAsync(new AuditQuery(), limit: 1)).ShouldBe([second]);
        (await ReadAsync(new AuditQuery(), OrganisationId.Root.Value + 1)).ShouldBe([elsewhere]);
    }

    [Fact]
    public async Task What_one_person_did_is_read_from_every_organisation_page_by_page()
    {
        var first = new AuditEntry(Sample.Now, new UserId(1), OrganisationId.Root, "a", "device/1", null);
        var second = first with { Organisation = new OrganisationId(5), Subject = "device/2" };
        foreach (var entry in new[] { first, first with { Actor = new UserId(2) }, second })
            await Storage.Accounts.AppendAuditAsync(entry, None);

        var newest = (await Storage.Accounts.ReadAuditOfAsync(new UserId(1), null, 1, None)).ShouldHaveSingleItem();
        newest.Entry.ShouldBe(second);
        var next = await Storage.Accounts.ReadAuditOfAsync(new UserId(1), newest.Number, 10, None);
        next.ShouldHaveSingleItem().Entry.ShouldBe(first);
    }

    [Fact]
    public async Task The_audit_log_is_narrowed_by_who_what_and_when()
    {
        var first = new AuditEntry(Sample.Now, new UserId(1), OrganisationId.Root, "token.revealed", "device/42", null);
        var second = first with { At = Sample.Now.AddHours(1), Actor = new UserId(2) };
        var third = second with { At = Sample.Now.AddHours(2), Action = "device.deleted", Subject = "device/7" };
        foreach (var entry in new[] { first, second, third })
            await Storage.Accounts.AppendAuditAsync(entry, None);

        (await ReadAsync(new AuditQuery(Actor: new UserId(2)))).ShouldBe([third, second]);
        (await ReadAsync(new AuditQuery(Action: "token.revealed"))).ShouldBe([second, first]);
        (await ReadAsync(new AuditQuery(Subject: "device/7"))).ShouldBe([third]);
        (await ReadAsync(new AuditQuery(From: second.At))).ShouldBe([third, second]);
        (await ReadAsync(new AuditQuery(To: second.At))).ShouldBe([first]);
        (await ReadAsync(new AuditQuery(Actor: new UserId(2), Action: "token.revealed"))).ShouldBe([second]);
        var newest = (await Storage.Accounts.ReadAuditAsync(OrganisationId.Root, new AuditQuery(), 1, None))[0];
        (await ReadAsync(new AuditQuery(Before: newest.Number))).ShouldBe([second, first]);
    }

    private async Task<IEnumerable<AuditEntry>> ReadAsync(AuditQuery query, long organisation = 1, int limit = 10) =>
        (await Storage.Accounts.ReadAuditAsync(new OrganisationId(organisation), query, limit, None)).Select(one =>
            one.Entry
        );
}
