using Firstlight.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Passkeys: added, renamed, signed in with instead of a password, removed; and where they cannot be had, that is said.</summary>
public sealed class PasskeyTests(House house) : IClassFixture<House>
{
    [Theory]
    [Screens(Screen.Phone)]
    public async Task A_passkey_signs_in_without_a_password_until_it_is_removed(Screen screen)
    {
        var nora = new Newcomer($"Nora {screen}");
        await nora.SignUpAsync(house);
        await house.VisitAsync(
            screen,
            "passkey",
            async person =>
            {
                // The removed one is refused on purpose.
                person.Expects("/api/v1/sign-in");
                await Authenticator.GiveAsync(person);
                await person.SignInAsync(nora.Email, nora.Password);
                await AddAsync(person);
                await person.LooksAtAsync("account");

                // The address field offers it, and this phone says yes to everything: nothing needs to be pressed.
                await person.PressAsync("Sign out");
                await person.SeesHeadingAsync("No devices yet");
                await person.GoToAsync("/app/account");
                await person.ReadsAsync(", last used");

                await Authenticator.OffersNothingByItselfAsync(person);
                await person.Page.ReloadAsync();
                await SignInByButtonAsync(person);
                await person.SeesHeadingAsync("No devices yet");

                await person.GoToAsync("/app/account");
                await RemoveAsync(person);
                await SignInByButtonAsync(person);
                await person.ReadsAsync("This passkey is not known here");
                await person.LooksAtAsync("refused");
            },
            // Passkeys want a name: the same cloud by its name on this machine.
            new Profile(new UriBuilder(house.Cloud.Address) { Host = "localhost" }.Uri)
        );
    }

    [Theory]
    [InlineData(Screen.Phone, "/app/account")]
    [InlineData(Screen.Desktop, "/console/account")]
    public Task By_a_bare_address_the_account_page_says_what_passkeys_need(Screen screen, string page) =>
        house.VisitAsync(
            screen,
            "passkey-none",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync(page);
                await person.ReadsAsync("Passkeys need a name");
                await Expect(person.Button("Add a passkey")).ToHaveCountAsync(0);
                await person.PictureAsync("account");
            }
        );

    private static async Task AddAsync(Person person)
    {
        await person.GoToAsync("/app/account");
        await person.PressAsync("Add a passkey");
        await person.Field("Name of the passkey").FillAsync("My phone");
        await person.PressAsync("Go on");
        await person.ReadsAsync("My phone");
        await person.PressAsync("Rename My phone");
        await person.Field("Name of the passkey").FillAsync("Nora's phone");
        await person.PressAsync("Save the name");
        await person.ReadsAsync("Nora's phone");
    }

    private static async Task SignInByButtonAsync(Person person)
    {
        await person.PressAsync("Sign out");
        await person.SeesHeadingAsync("Sign in");
        await person.PressAsync("Sign in with a passkey");
    }

    private static async Task RemoveAsync(Person person)
    {
        await person.PressAsync("Remove Nora's phone");
        await person.PressAsync("Remove the passkey");
        await person.NoLongerSeesAsync(person.Page.GetByText("Nora's phone"));
    }
}
