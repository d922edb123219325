using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>The room's door.</summary>
public static class AccountsRegistration
{
    /// <summary>
    /// Adds people, sign-in, tickets and the audit log: <see cref="ISignIn"/>, <see cref="ITickets"/>, <see cref="IFirstOwner"/>,
    /// <see cref="IAuditLog"/>, <see cref="IOpenSessions"/>, <see cref="IApiClients"/>. Needs the stores of this room, <see cref="IRandomSource"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AccountsOptions, AccountsOptionsValidator>();
        services.AddPeople();
        services.AddTickets();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<OpenSessions>();
        services.TryAddSingleton<IOpenSessions>(provider => provider.GetRequiredService<OpenSessions>());
        services.TryAddScoped<PersonChanges>();
        services.AddSingleton<SetupToken>();
        services.TryAddSingleton<IAuditLog, AuditLog>();
        services.TryAddSingleton<IFirstOwner, FirstOwner>();
        services.TryAddScoped<ISignIn, SignIn>();
        services.AddSingleton<RequestGuard>();
        services.TryAddScoped<ISignUp, SignUp>();
        services.TryAddScoped<IPeopleDirectory, PeopleDirectory>();
        services.TryAddSingleton<IOrganisations, Organisations>();
        services.TryAddSingleton<IOrganisationTree, OrganisationTree>();
        services.TryAddSingleton<IOrganisationZones, OrganisationZones>();
        services.AddSingleton<Standing>();
        services.TryAddSingleton<IRoles, Roles>();
        services.TryAddScoped<IInvitations, Invitations>();
        services.TryAddScoped<IOwnAccount, OwnAccount>();
        services.TryAddScoped<IPasswordResets, PasswordResets>();
        services.AddPasskeys();
        services.AddApiClients();
        services.AddMail();
        return services;
    }

    private static void AddApiClients(this IServiceCollection services)
    {
        services.TryAddScoped<IApiClients, ApiClients>();
        services.TryAddSingleton<IClientGrants, ClientGrants>();
        services.TryAddSingleton<IClientRates, ClientRates>();
        services.TryAddSingleton<IProgramLogins, ClientLogins>();
    }

    private static void AddMail(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MailOptions, MailOptionsValidator>();
        services.TryAddSingleton<IMailTransport, SmtpTransport>();
        services.AddSingleton<MailOutbox>();
        services.TryAddSingleton<IMailOutbox>(provider => provider.GetRequiredService<MailOutbox>());
        services.TryAddSingleton<IAdministratorMail, AdministratorMail>();
        services.AddHostedService<MailService>();
    }

    private static void AddPeople(this IServiceCollection services)
    {
        // Before AddIdentityCore, which would make it scoped; it holds no state and a singleton needs it.
        services.TryAddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services
            .AddIdentityCore<Person>()
            .AddUserStore<PersonStore>()
            .AddUserManager<People>()
            .AddPasswordValidator<PasswordLength>();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccountsOptions>>(Configure);
    }

    private static void Configure(IdentityOptions identity, IOptions<AccountsOptions> accounts)
    {
        // Length over composition, as NIST SP 800-63B recommends.
        identity.Password.RequiredLength = accounts.Value.PasswordCharactersMin;
        identity.Password.RequiredUniqueChars = 1;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = accounts.Value.LockOutFailuresMax;
        identity.Lockout.DefaultLockoutTimeSpan = accounts.Value.LockOutDuration;
        // The e-mail address is the user name; PersonRules checks its form.
        identity.User.AllowedUserNameCharacters = "";
        identity.User.RequireUniqueEmail = true;
    }
}
