using Firstlight.Core;

namespace Firstlight.Accounts.Tests.Owner;

public sealed class SetupTokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_makes_the_owner_once()
    {
        await using var accounts = new AccountsUnderTest();
        var token = accounts.Owner.NewSetupToken();

        (await TryAsync(accounts, token)).ShouldBeNull();
        (await TryAsync(accounts, token)).ShouldBe("already_set_up");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_token_is_refused(string? wrong)
    {
        await using var accounts = new AccountsUnderTest();
        accounts.Owner.NewSetupToken();

        (await TryAsync(accounts, wrong)).ShouldBe("setup_token_refused");
    }

    [Fact]
    public async Task Before_a_link_was_made_no_token_works()
    {
        await using var accounts = new AccountsUnderTest();

        (await TryAsync(accounts, "")).ShouldBe("setup_token_refused");
    }

    [Fact]
    public async Task A_link_expires()
    {
        await using var accounts = new AccountsUnderTest();
        var token = accounts.Owner.NewSetupToken();

        accounts.Time.Advance(new AccountsOptions().SetupTokenLifetime);

        (await TryAsync(accounts, token)).ShouldBe("setup_token_refused");
    }

    [Fact]
    public async Task A_new_link_ends_the_older_one()
    {
        await using var accounts = new AccountsUnderTest();
        var older = accounts.Owner.NewSetupToken();
        var newer = accounts.Owner.NewSetupToken();

        newer.ShouldNotBe(older);
        (await TryAsync(accounts, older)).ShouldBe("setup_token_refused");
        (await TryAsync(accounts, newer)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_password_does_not_use_the_link_up()
    {
        await using var accounts = new AccountsUnderTest();
        var token = accounts.Owner.NewSetupToken();

        (await TryAsync(accounts, token, password: "short")).ShouldBe("invalid_password");
        (await TryAsync(accounts, token)).ShouldBeNull();
    }

    [Fact]
    public async Task Storage_trouble_does_not_use_the_link_up()
    {
        await using var accounts = new AccountsUnderTest();
        var token = accounts.Owner.NewSetupToken();

        accounts.Store.Away = true;
        await Should.ThrowAsync<StorageUnavailableException>(() => TryAsync(accounts, token));
        accounts.Store.Away = false;

        (await TryAsync(accounts, token)).ShouldBeNull();
    }

    private static async Task<string?> TryAsync(
        AccountsUnderTest accounts,
        string? token,
        string password = AccountsUnderTest.Password
    )
    {
        var outcome = await accounts.Owner.TryCreateWithTokenAsync(
            token,
            AccountsUnderTest.Email,
            password,
            "Ann",
            Cancellation
        );
        return outcome.Refusal?.Code;
    }
}
