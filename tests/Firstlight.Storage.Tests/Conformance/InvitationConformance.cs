using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class InvitationConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private IInvitationStore Invitations => Storage.Get<IInvitationStore>();

    [Fact]
    public async Task An_invitation_comes_back_as_stored_until_it_expires()
    {
        var made = await MakeAsync("ada@example.org");

        (await Invitations.FindAsync(made.Id, Sample.Now, None)).ShouldBe(made);
        (await Invitations.FindAsync(made.Digest, Sample.Now, None)).ShouldBe(made);
        (await ListAsync(after: 0)).ShouldBe([made]);
        (await Invitations.FindAsync(made.Id, made.ExpiresAt, None)).ShouldBeNull();
        (await Invitations.FindAsync(made.Digest, made.ExpiresAt, None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_one_for_the_same_address_replaces_the_first()
    {
        var first = await MakeAsync("ada@example.org");
        var second = await MakeAsync("ada@example.org", digest: "second");
        var other = await MakeAsync("bob@example.org", digest: "other");

        (await Invitations.FindAsync(first.Digest, Sample.Now, None)).ShouldBeNull();
        (await ListAsync(after: 0)).ShouldBe([second, other]);
        (await ListAsync(after: second.Id)).ShouldBe([other]);
        (await Invitations.TryDeleteAsync(other.Id, None)).ShouldBeTrue();
        (await Invitations.TryDeleteAsync(other.Id, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_who_accept_at_once_one_person_comes_in()
    {
        var made = await MakeAsync("ada@example.org");

        var accepted = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Invitations.TryAcceptAsync(made, Sample.Person("ada@example.org"), Sample.Now, None))
        );

        accepted.Count(won => won).ShouldBe(1);
        (await Storage.Accounts.FindByEmailAsync("ADA@EXAMPLE.ORG", None)).ShouldNotBeNull();
        (await ListAsync(after: 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_has_an_account_by_now_accepts_nothing()
    {
        var made = await MakeAsync("ada@example.org");
        await Storage.Accounts.TryInsertAsync(Sample.Person("ada@example.org"), None);
        var person = Sample.Person("ada@example.org");

        (await Invitations.TryAcceptAsync(made, person, Sample.Now, None)).ShouldBeFalse();
        person.Id.Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_replaced_role_is_replaced_in_invitations_too()
    {
        var role = (await Storage.Roles.TryInsertAsync(Sample.Role("Installer"), None)).ShouldNotBeNull();
        var made = await MakeAsync("ada@example.org", role.Id);
        await Storage.Roles.DeleteAsync(role.Id, Role.User.Id, None);
        (await Invitations.FindAsync(made.Id, Sample.Now, None))!.Role.ShouldBe(Role.User.Id);
    }

    [Fact]
    public async Task So_many_are_sent_after_a_moment_and_no_more_whatever_became_of_them()
    {
        var since = Sample.Now.AddDays(-1);
        var ada = await MakeAsync("ada@example.org", digest: "1");
        await Invitations.TryDeleteAsync(ada.Id, None);
        await MakeAsync("bob@example.org", digest: "2");
        var next = Draft("cyd@example.org", digest: "3");

        (await Invitations.TryInsertAsync(next, since, max: 2, None)).ShouldBeNull();
        (await ListAsync(after: 0)).ShouldHaveSingleItem().Email.ShouldBe("bob@example.org");

        // The two are a day old: they count no more.
        var later = next with
        {
            CreatedAt = Sample.Now.AddDays(1),
            ExpiresAt = Sample.Now.AddDays(2),
        };
        (await Invitations.TryInsertAsync(later, Sample.Now, max: 2, None)).ShouldNotBeNull();
    }

    private async Task<Invitation> MakeAsync(string email, RoleId? role = null, string digest = "digest") =>
        (
            await Invitations.TryInsertAsync(Draft(email, role, digest), Sample.Now.AddDays(-1), int.MaxValue, None)
        ).ShouldNotBeNull();

    private static Invitation Draft(string email, RoleId? role = null, string digest = "digest") =>
        new(
            0,
            OrganisationId.Root,
            email,
            email.ToUpperInvariant(),
            "Ada",
            role ?? Role.Staff.Id,
            new UserId(7),
            Sample.Now,
            Sample.Now.AddDays(30),
            digest
        );

    private Task<IReadOnlyList<Invitation>> ListAsync(long after) =>
        Invitations.ListAsync(OrganisationId.Root, Sample.Now, after, limit: 10, None);
}
