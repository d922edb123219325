using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

/// <summary>The upper bound that Identity's own validator lacks.</summary>
internal sealed class PasswordLength : IPasswordValidator<Person>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(
            password?.Length > AccountLimits.PasswordCharactersMax
                ? IdentityResult.Failed(
                    new IdentityError
                    {
                        Code = "PasswordTooLong",
                        Description = $"Passwords may have at most {AccountLimits.PasswordCharactersMax} characters.",
                    }
                )
                : IdentityResult.Success
        );
}
