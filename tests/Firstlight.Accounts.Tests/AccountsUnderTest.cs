using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Accounts.Tests;

/// <summary>The whole room on a store in memory and a clock that the test moves.</summary>
public sealed class AccountsUnderTest : IAsyncDisposable
{
    public const string Email = "ann@example.com";
    public const string Password = "correct horse";
    public const string Address = "192.0.2.7";

    private readonly ServiceProvider _services;

    public AccountsUnderTest(Action<AccountsOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IRandomSource>(new SeededRandom(1));
        services.AddSingleton<IAccountStore>(Store);
        var organisations = new MemoryOrganisationStore(Store);
        services.AddSingleton<IOrganisationStore>(organisations);
        services.AddSingleton<IRoleStore>(new MemoryRoleStore(Store, organisations));
        services.AddSingleton<IPasswordResetStore>(new MemoryResetStore(Store));
        services.AddSingleton<IPasskeyStore, MemoryPasskeyStore>();
        services.AddSingleton<IPasswordHasher<Person>>(Hasher);
        services.AddAccounts();
        if (configure is not null)
            services.Configure(configure);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public ManualTime Time { get; } = new();

    public MemoryAccountStore Store { get; } = new();

    public CountingHasher Hasher { get; } = new();

    public IFirstOwner Owner => _services.GetRequiredService<IFirstOwner>();

    public ITickets Tickets => _services.GetRequiredService<ITickets>();

    public async Task<Person> MakeOwnerAsync()
    {
        var made = await Owner.CreateAsync(Email, Password, "Ann", TestContext.Current.CancellationToken);
        return made.Value;
    }

    public async Task<SignInAnswer> SignInAsync(
        string? email = Email,
        string? password = Password,
        string? address = Address
    )
    {
        await using var scope = _services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<ISignIn>();
        return await signIn.SignInAsync(email, password, address, TestContext.Current.CancellationToken);
    }

    public async Task EndAllSessionsAsync(UserId person)
    {
        await using var scope = _services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<ISignIn>();
        await signIn.EndAllSessionsAsync(person, Address, TestContext.Current.CancellationToken);
    }

    public async Task<Person> ReadAsync(UserId person) =>
        await Store.FindAsync(person, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"No person {person}.");

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
