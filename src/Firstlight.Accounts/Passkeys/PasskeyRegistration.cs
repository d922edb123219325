using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Firstlight.Accounts;

internal static class PasskeyRegistration
{
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton<PasskeyChallenges>();
        services.TryAddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.TryAddScoped<IPasskeys, PasskeyRing>();
        services.TryAddScoped<IPasskeySignIn, PasskeySignIn>();
        services.AddOptions<IdentityPasskeyOptions>().Configure(Configure);
    }

    private static void Configure(IdentityPasskeyOptions options)
    {
        // A passkey is all that is asked for: the authenticator must know its person, and must find the key by itself.
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AttestationConveyancePreference = "none";
        options.AuthenticatorTimeout = PasskeyChallenges.Lifetime;
        options.ValidateOrigin = context => ValueTask.FromResult(IsOwnPage(context));
    }

    // Host and port are compared, not the scheme: a proxy in front may end TLS. Browsers offer passkeys on HTTPS and on
    // localhost only.
    private static bool IsOwnPage(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin
        && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
