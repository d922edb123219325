using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>Forgotten passwords and passkeys.</summary>
public abstract class ComingInConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly DateTimeOffset Later = Sample.Now.AddHours(1);

    private IPasswordResetStore Resets => Storage.Get<IPasswordResetStore>();

    private IPasskeyStore Passkeys => Storage.Get<IPasskeyStore>();

    [Fact]
    public async Task A_reset_is_found_by_its_link_until_it_expires()
    {
        var reset = new PasswordReset((await StorePersonAsync()).Id, Sample.Now, Later, "digest");
        await Resets.InsertAsync(reset, None);

        (await Resets.FindAsync("digest", Later.AddTicks(-1), None)).ShouldBe(reset);
        (await Resets.FindAsync("digest", Later, None)).ShouldBeNull();
        (await Resets.FindAsync("another", Sample.Now, None)).ShouldBeNull();
    }

    [Fact]
    public async Task One_request_waits_per_person_until_a_link_is_made()
    {
        var person = await StorePersonAsync();
        var request = new PasswordReset(person.Id, Sample.Now, Later, null);
        await Resets.InsertAsync(request, None);
        await Resets.InsertAsync(request with { RequestedAt = Sample.Now.AddMinutes(1) }, None);

        (await WaitingAsync(Sample.Now)).ShouldBe([request]);
        (await WaitingAsync(Later)).ShouldBeEmpty();
        await Resets.InsertAsync(request with { Digest = "digest" }, None);
        (await WaitingAsync(Sample.Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_wins_and_the_person_is_changed_once()
    {
        var person = await StorePersonAsync();
        await Resets.InsertAsync(new PasswordReset(person.Id, Sample.Now, Later, "digest"), None);
        await Resets.InsertAsync(new PasswordReset(person.Id, Sample.Now, Later, "second"), None);

        var attempts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Resets.TryCompleteAsync("digest", Sample.Now, Changed(), None))
        );

        attempts.Count(won => won).ShouldBe(1);
        (await Storage.Accounts.FindAsync(person.Id, None))!.PasswordHash.ShouldBe("new");
        (await Resets.FindAsync("second", Sample.Now, None)).ShouldBeNull();

        Person Changed()
        {
            var changed = Sample.Person("ada@example.org");
            changed.Id = person.Id;
            changed.PasswordHash = "new";
            return changed;
        }
    }

    [Fact]
    public async Task A_link_that_has_expired_changes_nothing()
    {
        var person = await StorePersonAsync();
        await Resets.InsertAsync(new PasswordReset(person.Id, Sample.Now, Later, "digest"), None);
        person.PasswordHash = "new";

        (await Resets.TryCompleteAsync("digest", Later, person, None)).ShouldBeFalse();
        (await Storage.Accounts.FindAsync(person.Id, None))!.PasswordHash.ShouldBe("hash");
    }

    [Fact]
    public async Task A_passkey_comes_back_as_stored_and_changes_as_it_is_used()
    {
        var passkey = PasskeyOf((await StorePersonAsync()).Id, "first");
        (await Passkeys.TryInsertAsync(passkey, 20, None)).ShouldBeTrue();
        (await Passkeys.FindAsync("first", None)).ShouldHold(passkey);

        var used = passkey with
        {
            Name = "Key ring",
            SignCount = uint.MaxValue,
            IsBackedUp = true,
            LastUsedAt = Sample.Now.AddDays(1),
        };
        await Passkeys.UpdateAsync(used, None);
        (await Passkeys.FindAsync("first", None)).ShouldHold(used);
    }

    [Fact]
    public async Task A_person_has_so_many_passkeys_and_each_is_one_persons()
    {
        var person = await StorePersonAsync();
        (await Passkeys.TryInsertAsync(PasskeyOf(person.Id, "a"), 2, None)).ShouldBeTrue();
        (await Passkeys.TryInsertAsync(PasskeyOf(person.Id, "a"), 2, None)).ShouldBeFalse();
        (await Passkeys.TryInsertAsync(PasskeyOf(person.Id, "b"), 2, None)).ShouldBeTrue();
        (await Passkeys.TryInsertAsync(PasskeyOf(person.Id, "c"), 2, None)).ShouldBeFalse();

        (await Passkeys.ListAsync(person.Id, None)).Select(passkey => passkey.Id).ShouldBe(["a", "b"]);
        (await Passkeys.DeleteAsync(new UserId(99), "a", None)).ShouldBeFalse();
        (await Passkeys.DeleteAsync(person.Id, "a", None)).ShouldBeTrue();
        (await Passkeys.FindAsync("a", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_person_who_goes_takes_passkeys_and_links_along()
    {
        var person = await StorePersonAsync();
        await Passkeys.TryInsertAsync(PasskeyOf(person.Id, "a"), 2, None);
        await Resets.InsertAsync(new PasswordReset(person.Id, Sample.Now, Later, "digest"), None);

        await Storage.Accounts.DeleteAsync(person.Id, None);

        (await Passkeys.FindAsync("a", None)).ShouldBeNull();
        (await Resets.FindAsync("digest", Sample.Now, None)).ShouldBeNull();
    }

    private Task<IReadOnlyList<PasswordReset>> WaitingAsync(DateTimeOffset now) =>
        Resets.ListWaitingAsync(OrganisationId.Root, now, 10, None);

    private async Task<Person> StorePersonAsync()
    {
        var person = Sample.Person("ada@example.org");
        (await Storage.Accounts.TryInsertAsync(person, None)).ShouldBeTrue();
        return person;
    }

    private static Passkey PasskeyOf(UserId person, string id) =>
        new()
        {
            Id = id,
            Person = person,
            Name = "Phone",
            PublicKey = [1, 2, 255],
            SignCount = 3,
            Transports = ["internal", "hybrid"],
            IsUserVerified = true,
            IsBackupEligible = true,
            IsBackedUp = false,
            AttestationObject = [4],
            ClientDataJson = [5],
            CreatedAt = Sample.Now,
        };
}
