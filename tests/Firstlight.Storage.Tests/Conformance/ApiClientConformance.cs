using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class ApiClientConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private IApiClientStore Clients => Storage.Get<IApiClientStore>();

    [Fact]
    public async Task A_client_comes_back_as_stored_and_is_no_person()
    {
        var account = await MakeAsync("oa2-client-id_a", "first");

        var client = (await Clients.FindAsync(account.Id, None))!;
        client.ClientId.ShouldBe("oa2-client-id_a");
        client.Name.ShouldBe("Billing");
        client.Access.ShouldBe(account.Access);
        client.LastUsedAt.ShouldBeNull();
        client.Secrets.ShouldBe([new ApiSecretInfo("tail", Sample.Now, null)]);
        (await Clients.ListAsync(OrganisationId.Root, None)).Single().Account.ShouldBe(account.Id);
        (await Storage.Accounts.FindByEmailAsync("oa2-client-id_a", None)).ShouldBeNull();
        (await Storage.Accounts.ListAsync(OrganisationId.Root, null, 10, None)).ShouldBeEmpty();
        (await Storage.Accounts.FindAsync(account.Id, None))!.Permissions.ShouldBe(account.Access!.Scopes);
    }

    [Fact]
    public async Task A_person_is_no_client()
    {
        var person = Sample.Person("ada@example.org");
        await Storage.Accounts.TryInsertAsync(person, None);

        (await Clients.FindAsync(person.Id, None)).ShouldBeNull();
        (await Clients.ListAsync(OrganisationId.Root, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_changed_is_kept()
    {
        var account = await MakeAsync("oa2-client-id_a", "first");
        account.Name = "Stock";
        account.SuspendedAt = Sample.Now;
        account.SecurityStamp = "other";
        account.Access = account.Access! with { Scopes = Permissions.ViewUsers, RequestsPerMinute = 7 };

        await Clients.UpdateAsync(account, None);
        await Clients.NoteUseAsync(account.Id, Sample.Now.AddMinutes(1), None);

        var client = (await Clients.FindAsync(account.Id, None))!;
        client.Name.ShouldBe("Stock");
        client.SuspendedAt.ShouldBe(Sample.Now);
        client.Access.ShouldBe(account.Access);
        client.LastUsedAt.ShouldBe(Sample.Now.AddMinutes(1));
        (await Storage.Accounts.FindAsync(account.Id, None))!.SecurityStamp.ShouldBe("other");
    }

    [Fact]
    public async Task The_secret_before_lives_until_it_is_said_and_the_one_before_that_is_gone()
    {
        var account = await MakeAsync("oa2-client-id_a", "first");
        await RotateAsync(account, "second", Sample.Now.AddHours(1), Sample.Now.AddHours(2));
        await RotateAsync(account, "third", Sample.Now.AddHours(1.5), Sample.Now.AddHours(3));

        (await FindAsync("first", Sample.Now)).ShouldBeNull();
        (await FindAsync("second", Sample.Now.AddHours(2.9))).ShouldBe(account.Id);
        (await FindAsync("second", Sample.Now.AddHours(3))).ShouldBeNull();
        (await FindAsync("third", Sample.Now.AddYears(9))).ShouldBe(account.Id);
        var secrets = (await Clients.FindAsync(account.Id, None))!.Secrets;
        secrets.Select(secret => secret.ExpiresAt).ShouldBe([null, Sample.Now.AddHours(3)]);
    }

    [Fact]
    public async Task Without_an_overlap_the_secret_before_is_gone_at_once()
    {
        var account = await MakeAsync("oa2-client-id_a", "first");

        await RotateAsync(account, "second", Sample.Now.AddHours(1), Sample.Now.AddHours(1));

        (await FindAsync("first", Sample.Now)).ShouldBeNull();
        (await FindAsync("second", Sample.Now)).ShouldBe(account.Id);
    }

    [Fact]
    public async Task An_overlap_lengthens_no_secret()
    {
        var account = await MakeAsync("oa2-client-id_a", "first", Sample.Now.AddHours(1));

        await RotateAsync(account, "second", Sample.Now, Sample.Now.AddHours(5));

        (await FindAsync("first", Sample.Now.AddHours(1))).ShouldBeNull();
    }

    [Fact]
    public async Task A_deleted_client_leaves_nothing()
    {
        var account = await MakeAsync("oa2-client-id_a", "first");
        var other = await MakeAsync("oa2-client-id_b", "other");

        await Clients.DeleteAsync(account.Id, None);

        (await FindAsync("first", Sample.Now)).ShouldBeNull();
        (await Storage.Accounts.FindAsync(account.Id, None)).ShouldBeNull();
        (await FindAsync("other", Sample.Now)).ShouldBe(other.Id);
    }

    [Fact]
    public async Task An_organisation_that_is_empty_but_for_its_clients_goes_with_them()
    {
        var organisations = Storage.Get<IOrganisationStore>();
        var draft = new Organisation(default, OrganisationId.Root, "Client", SignUpMode.Off, Sample.Now);
        var made = (await organisations.TryInsertAsync(draft, None))!.Organisation;
        await MakeAsync("oa2-client-id_a", "first", organisation: made.Id);

        (await organisations.TryDeleteAsync(made.Id, None)).ShouldBeTrue();

        (await FindAsync("first", Sample.Now)).ShouldBeNull();
    }

    private async Task<UserId?> FindAsync(string digest, DateTimeOffset now) =>
        (await Clients.FindBySecretAsync(digest, now, None))?.Id;

    private Task RotateAsync(Person account, string digest, DateTimeOffset at, DateTimeOffset previousUntil) =>
        Clients.RotateAsync(
            account.Id,
            new StoredApiSecret(digest, new ApiSecretInfo("tail", at, null)),
            previousUntil,
            None
        );

    private async Task<Person> MakeAsync(
        string clientId,
        string digest,
        DateTimeOffset? expiresAt = null,
        OrganisationId? organisation = null
    )
    {
        var account = new Person
        {
            Organisation = organisation ?? OrganisationId.Root,
            Role = Role.ApiClient,
            Access = new ClientAccess(Permissions.ViewDevices | Permissions.ViewUsers, 60, new UserId(9)),
            Email = clientId,
            NormalizedEmail = clientId,
            Name = "Billing",
            SecurityStamp = "stamp",
            CreatedAt = Sample.Now,
        };
        var secret = new StoredApiSecret(digest, new ApiSecretInfo("tail", Sample.Now, expiresAt));
        await Clients.InsertAsync(account, secret, None);
        return account;
    }
}
