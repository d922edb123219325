using Firstlight.Core;

namespace Firstlight.Accounts.Tests.SignIn;

public sealed class SignInTests
{
    private static readonly AccountsOptions Defaults = new();

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("ANN@Example.COM")]
    [InlineData("  ann@example.com ")]
    public async Task The_right_password_lets_in_and_is_noted(string email)
    {
        await using var accounts = new AccountsUnderTest();
        var owner = await accounts.MakeOwnerAsync();

        var answer = await accounts.SignInAsync(email);

        answer.ShouldBeOfType<SignInAnswer.Accepted>().Person.Id.ShouldBe(owner.Id);
        var entry = accounts.Store.Audit[^1];
        entry.Action.ShouldBe(AuditActions.SignedIn);
        entry.RemoteAddress.ShouldBe(AccountsUnderTest.Address);
    }

    [Theory]
    [InlineData("ann@example.com", "wrong horse")]
    [InlineData("ann@example.com", "Correct Horse")]
    [InlineData("ann@example.com", "")]
    [InlineData("ann@example.com", null)]
    [InlineData("bob@example.com", "correct horse")]
    [InlineData("", "correct horse")]
    [InlineData(null, "correct horse")]
    [InlineData("' OR 1=1 --", "correct horse")]
    public async Task Everything_else_is_refused_alike(string? email, string? password)
    {
        await using var accounts = new AccountsUnderTest();
        await accounts.MakeOwnerAsync();

        (await accounts.SignInAsync(email, password)).ShouldBeOfType<SignInAnswer.BadCredentials>();
    }

    [Fact]
    public async Task An_unknown_address_costs_one_password_check_like_a_known_one()
    {
        await using var accounts = new AccountsUnderTest();
        await accounts.MakeOwnerAsync();

        await accounts.SignInAsync(password: "wrong horse");
        accounts.Hasher.Checks.ShouldBe(1);
        await accounts.SignInAsync("bob@example.com");
        accounts.Hasher.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_ten_minutes()
    {
        await using var accounts = new AccountsUnderTest();
        var owner = await accounts.MakeOwnerAsync();

        for (var failure = 1; failure < Defaults.LockOutFailuresMax; failure++)
            (await accounts.SignInAsync(password: "wrong horse")).ShouldBeOfType<SignInAnswer.BadCredentials>();
        var until = accounts.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        (await accounts.SignInAsync(password: "wrong horse")).ShouldBe(new SignInAnswer.LockedUntil(until));
        accounts.Store.Audit[^1].Action.ShouldBe(AuditActions.LockedOut);

        accounts.Time.Advance(Defaults.LockOutDuration - TimeSpan.FromTicks(1));
        (await accounts.SignInAsync()).ShouldBe(new SignInAnswer.LockedUntil(until));
        accounts.Time.Advance(TimeSpan.FromTicks(1));
        (await accounts.SignInAsync()).ShouldBeOfType<SignInAnswer.Accepted>();
        (await accounts.ReadAsync(owner.Id)).AccessFailedCount.ShouldBe(0);
    }

    [Fact]
    public async Task An_address_nobody_has_locks_just_like_an_account()
    {
        await using var accounts = new AccountsUnderTest();

        for (var failure = 1; failure < Defaults.LockOutFailuresMax; failure++)
            (await accounts.SignInAsync("bob@example.com")).ShouldBeOfType<SignInAnswer.BadCredentials>();
        var until = accounts.Time.GetUtcNow() + Defaults.LockOutDuration;
        (await accounts.SignInAsync("bob@example.com")).ShouldBe(new SignInAnswer.LockedUntil(until));
        (await accounts.SignInAsync("BOB@example.com")).ShouldBe(new SignInAnswer.LockedUntil(until));

        accounts.Time.Advance(Defaults.LockOutDuration);
        (await accounts.SignInAsync("bob@example.com")).ShouldBeOfType<SignInAnswer.BadCredentials>();
    }

    [Fact]
    public async Task A_right_password_in_between_starts_the_count_again()
    {
        await using var accounts = new AccountsUnderTest();
        await accounts.MakeOwnerAsync();

        for (var round = 0; round < 3; round++)
        {
            for (var failure = 1; failure < Defaults.LockOutFailuresMax; failure++)
                await accounts.SignInAsync(password: "wrong horse");
            (await accounts.SignInAsync()).ShouldBeOfType<SignInAnswer.Accepted>();
        }
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_from_many_addresses_get_no_more_tries()
    {
        await using var accounts = new AccountsUnderTest();
        await accounts.MakeOwnerAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(index => accounts.SignInAsync(password: $"guess number {index}", address: $"192.0.2.{index}"))
        );

        accounts.Hasher.Checks.ShouldBe(Defaults.LockOutFailuresMax);
    }

    [Fact]
    public async Task Twenty_failures_block_the_remote_address_and_nobody_else()
    {
        await using var accounts = new AccountsUnderTest();
        await accounts.MakeOwnerAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(index => accounts.SignInAsync($"p{index}@example.com")));

        accounts.Hasher.Checks.ShouldBe(Defaults.AddressFailuresMax);
        var until = accounts.Time.GetUtcNow() + Defaults.AddressWindow;
        (await accounts.SignInAsync()).ShouldBe(new SignInAnswer.Throttled(until));
        (await accounts.SignInAsync(address: "192.0.2.8")).ShouldBeOfType<SignInAnswer.Accepted>();
        accounts.Time.Advance(Defaults.AddressWindow);
        (await accounts.SignInAsync()).ShouldBeOfType<SignInAnswer.Accepted>();
    }

    [Fact]
    public async Task All_addresses_of_one_IPv6_network_count_together()
    {
        await using var accounts = new AccountsUnderTest(options => options.AddressFailuresMax = 2);
        await accounts.MakeOwnerAsync();

        await accounts.SignInAsync("p1@example.com", address: "2001:db8:1:2::1");
        await accounts.SignInAsync("p2@example.com", address: "2001:db8:1:2:ffff::9");

        (await accounts.SignInAsync(address: "2001:db8:1:2::3")).ShouldBeOfType<SignInAnswer.Throttled>();
        (await accounts.SignInAsync(address: "2001:db8:1:3::1")).ShouldBeOfType<SignInAnswer.Accepted>();
    }

    [Fact]
    public async Task Storage_trouble_is_a_fault_and_counts_for_nobody()
    {
        await using var accounts = new AccountsUnderTest(options => options.AddressFailuresMax = 2);
        await accounts.MakeOwnerAsync();

        accounts.Store.Away = true;
        for (var attempt = 0; attempt < 10; attempt++)
            await Should.ThrowAsync<StorageUnavailableException>(() => accounts.SignInAsync());
        accounts.Store.Away = false;

        (await accounts.SignInAsync()).ShouldBeOfType<SignInAnswer.Accepted>();
    }

    [Fact]
    public async Task Ending_all_sessions_changes_the_stamp_and_is_noted()
    {
        await using var accounts = new AccountsUnderTest();
        var owner = await accounts.MakeOwnerAsync();

        await accounts.EndAllSessionsAsync(owner.Id);

        (await accounts.ReadAsync(owner.Id)).SecurityStamp.ShouldNotBe(owner.SecurityStamp);
        accounts.Store.Audit[^1].Action.ShouldBe(AuditActions.SignedOutEverywhere);
    }

    [Fact]
    public async Task A_bearer_ticket_does_not_print_its_secret()
    {
        await using var accounts = new AccountsUnderTest();

        var ticket = accounts.Tickets.IssueBearer(await accounts.MakeOwnerAsync());

        ticket.ToString().ShouldNotContain(ticket.AccessToken);
        ticket.ExpiresAt.ShouldBe(accounts.Time.GetUtcNow() + Defaults.TicketLifetime);
    }
}
