using System.Net;
using System.Net.Http.Json;

namespace Firstlight.Browser.Tests.Support;

/// <summary>Somebody who makes an account of their own: they may see their own devices and have none.</summary>
internal sealed class Newcomer(string name)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Name => name;

    public string Email { get; } = $"{name.Replace(' ', '.').ToLowerInvariant()}@example.com";

    public string Password => "a few words in a row";

    /// <summary>The organisation lets people in by themselves, or does not.</summary>
    public static async Task AllowAsync(House house, bool signUp)
    {
        using var answer = await house.Api.Http.PatchAsJsonAsync(
            "api/v1/settings/organisation",
            new { signUpAllowed = signUp },
            Cancellation
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Makes the account without the page.</summary>
    public async Task SignUpAsync(House house)
    {
        await AllowAsync(house, signUp: true);
        await house.Api.PostAsync(
            "api/v1/sign-up",
            new
            {
                name,
                email = Email,
                password = Password,
            },
            HttpStatusCode.Accepted,
            Cancellation
        );
    }
}
