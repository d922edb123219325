using System.Diagnostics.CodeAnalysis;
using Firstlight.Core;
using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>What a new person's e-mail address, password and name must look like, as refusals that name the field.</summary>
internal static class PersonRules
{
    public static Refusal EmailExpected { get; } =
        Refusal.Invalid("email", "Give an e-mail address such as ann@example.com.");

    public static async Task<Refusal?> CheckAsync(
        UserManager<Person> people,
        string? email,
        string? password,
        string? name
    )
    {
        if (!IsEmail(email?.Trim()))
            return EmailExpected;
        if (name is not null && CheckName(name.Trim()) is { } odd)
            return odd;
        return await CheckPasswordAsync(people, password);
    }

    public static Refusal? CheckName(string name) =>
        IsName(name, AccountLimits.NameCharactersMax)
            ? null
            : Refusal.Invalid(
                "name",
                $"A name has 1 to {AccountLimits.NameCharactersMax} characters and no control characters."
            );

    public static async Task<Refusal?> CheckPasswordAsync(UserManager<Person> people, string? password)
    {
        foreach (var validator in people.PasswordValidators)
        {
            var result = await validator.ValidateAsync(people, new Person(), password);
            if (!result.Succeeded)
                return Refusal.Invalid("password", string.Join(' ', result.Errors.Select(error => error.Description)));
        }

        return null;
    }

    public static bool IsEmail([NotNullWhen(true)] string? email)
    {
        if (email is null or { Length: > AccountLimits.EmailCharactersMax })
            return false;
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at == email.LastIndexOf('@')
            && at < email.Length - 1
            && !email.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
    }

    public static bool IsName(string name, int charactersMax) =>
        name.Length > 0 && name.Length <= charactersMax && !name.Any(char.IsControl);
}
