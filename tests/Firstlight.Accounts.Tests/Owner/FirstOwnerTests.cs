using Firstlight.Core;

namespace Firstlight.Accounts.Tests.Owner;

public sealed class FirstOwnerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_owner_is_an_administrator_of_the_root_and_is_noted()
    {
        await using var accounts = new AccountsUnderTest();
        (await accounts.Owner.NeedsSetupAsync(Cancellation)).ShouldBeTrue();

        var owner = await accounts.MakeOwnerAsync();

        owner.Role.ShouldBe(Role.Admin);
        owner.Organisation.ShouldBe(OrganisationId.Root);
        owner.CreatedAt.ShouldBe(accounts.Time.GetUtcNow());
        owner.PasswordHash.ShouldNotBeNull();
        owner.PasswordHash.ShouldNotContain(AccountsUnderTest.Password);
        (await accounts.Owner.NeedsSetupAsync(Cancellation)).ShouldBeFalse();
        accounts.Store.Audit.ShouldHaveSingleItem().Action.ShouldBe(AuditActions.OwnerCreated);
    }

    [Fact]
    public async Task Of_many_at_once_one_becomes_the_owner()
    {
        await using var accounts = new AccountsUnderTest();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(index =>
                    accounts.Owner.CreateAsync($"p{index}@example.com", AccountsUnderTest.Password, null, Cancellation)
                )
        );

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Refusal!.Code == "already_set_up");
    }

    [Theory]
    [InlineData(null, "correct horse", null, "email")]
    [InlineData("", "correct horse", null, "email")]
    [InlineData("ann", "correct horse", null, "email")]
    [InlineData("@example.com", "correct horse", null, "email")]
    [InlineData("ann@", "correct horse", null, "email")]
    [InlineData("a@b@c", "correct horse", null, "email")]
    [InlineData("ann smith@example.com", "correct horse", null, "email")]
    [InlineData("ann\n@example.com", "correct horse", null, "email")]
    [InlineData("ann@example.com", null, null, "password")]
    [InlineData("ann@example.com", "", null, "password")]
    [InlineData("ann@example.com", "1234567", null, "password")]
    [InlineData("ann@example.com", "        ", null, "password")]
    [InlineData("ann@example.com", "correct horse", "", "name")]
    [InlineData("ann@example.com", "correct horse", "An\u0007n", "name")]
    public async Task Bad_input_is_refused_by_field(string? email, string? password, string? name, string field)
    {
        await using var accounts = new AccountsUnderTest();

        var outcome = await accounts.Owner.CreateAsync(email, password, name, Cancellation);

        outcome.Refusal.ShouldNotBeNull().Field.ShouldBe(field);
        (await accounts.Owner.NeedsSetupAsync(Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Endless_input_is_refused()
    {
        await using var accounts = new AccountsUnderTest();
        var endless = new string('a', 300);

        (await CreateAsync(endless + "@example.com", AccountsUnderTest.Password, null)).ShouldBe("email");
        (await CreateAsync(AccountsUnderTest.Email, endless, null)).ShouldBe("password");
        (await CreateAsync(AccountsUnderTest.Email, AccountsUnderTest.Password, endless)).ShouldBe("name");

        async Task<string?> CreateAsync(string email, string password, string? name) =>
            (await accounts.Owner.CreateAsync(email, password, name, Cancellation)).Refusal?.Field;
    }

    [Theory]
    [InlineData("aaaaaaaa")]
    [InlineData("12345678")]
    [InlineData("пароль без цифр")]
    public async Task Length_counts_and_composition_does_not(string password)
    {
        await using var accounts = new AccountsUnderTest();

        (
            await accounts.Owner.CreateAsync(AccountsUnderTest.Email, password, null, Cancellation)
        ).Refusal.ShouldBeNull();
        (await accounts.SignInAsync(password: password)).ShouldBeOfType<SignInAnswer.Accepted>();
    }

    [Fact]
    public async Task A_person_prints_as_a_number_only()
    {
        await using var accounts = new AccountsUnderTest();

        (await accounts.MakeOwnerAsync()).ToString().ShouldBe("person 1");
    }
}
