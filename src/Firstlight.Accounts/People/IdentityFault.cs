using Microsoft.AspNetCore.Identity;

namespace Firstlight.Accounts;

internal static class IdentityFault
{
    /// <summary>For changes that nothing a person typed can make fail.</summary>
    public static void ThrowUnless(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(
                "A person could not be changed: " + string.Join(' ', result.Errors.Select(error => error.Code))
            );
    }
}
