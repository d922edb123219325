using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>Who comes in, and how: by an account of their own, by a link to a new password; and who is kept out.</summary>
public sealed class ComingInTests(House house) : IClassFixture<House>
{
    [Theory]
    [Screens(Screen.Phone)]
    public async Task A_stranger_makes_an_account_where_the_organisation_allows_it(Screen screen)
    {
        await Newcomer.AllowAsync(house, signUp: false);
        await house.VisitAsync(
            screen,
            "sign-up",
            async person =>
            {
                await person.GoToAsync("/sign-up");
                await person.ReadsAsync("accounts are made by an administrator");
                await person.LooksAtAsync("closed");
                await person.GoToAsync("/sign-in");
                await person.SeesAsync(person.Link("Forgot your password?"));
                await Expect(person.Link("Create an account")).ToHaveCountAsync(0);

                await AllowSignUpAsync(screen);

                await person.GoToAsync("/sign-in");
                await person.Link("Create an account").ClickAsync();
                await person.LooksAtAsync("empty");
                await person.PressAsync("Create the account");
                await person.ReadsAsync("What shall we call you?");
                var stranger = new Newcomer($"Sam {screen}");
                await person.Field("Name").FillAsync(stranger.Name);
                await person.Field("E-mail address").FillAsync(stranger.Email);
                await person.Field("Password").FillAsync(stranger.Password);
                await person.Page.Keyboard.PressAsync("Enter");
                await person.SeesHeadingAsync("No devices yet");
            }
        );
    }

    [Theory]
    [Screens(Screen.Desktop)]
    public async Task Who_forgot_the_password_gets_a_link_from_an_administrator_that_works_once(Screen screen)
    {
        const string Better = "some other words in a row";
        var nora = new Newcomer($"Nora {screen}");
        await nora.SignUpAsync(house);
        await house.VisitAsync(
            screen,
            "forgotten",
            async person =>
            {
                // A used link is refused on purpose.
                person.Expects("/password-reset/complete");
                await person.GoToAsync("/forgot-password");
                await person.LooksAtAsync("asks");
                await person.Field("E-mail address").FillAsync(nora.Email);
                await person.Page.Keyboard.PressAsync("Enter");
                await person.ReadsAsync("an administrator sees your request");

                var link = await MakeLinkAsync(nora, screen);

                await OpenLinkAsync(person, link);
                await person.LooksAtAsync("chooses");
                await SetPasswordAsync(person, Better);
                await person.SeesHeadingAsync("Done");
                await OpenLinkAsync(person, link);
                await SetPasswordAsync(person, "third time lucky");
                await person.SeesHeadingAsync("This link does not work");
                await person.LooksAtAsync("used");

                await SignInAsync(person, nora.Email, Better);
                await person.SeesHeadingAsync("No devices yet");
            }
        );
    }

    [Theory]
    [Screens(Screen.Phone)]
    public async Task Who_is_suspended_is_out_at_once_and_hears_why(Screen screen)
    {
        var mallory = new Newcomer($"Mallory {screen}");
        await mallory.SignUpAsync(house);
        await house.VisitAsync(
            screen,
            "suspended",
            async person =>
            {
                // Everything that the open page asks from then on is refused.
                person.Expects("Failed to load resource");
                await person.SignInAsync(mallory.Email, mallory.Password);
                await person.GoToAsync("/app/devices");
                await person.SeesHeadingAsync("No devices yet");

                await SuspendAsync(mallory, screen);

                await person.Page.ReloadAsync();
                await person.SeesHeadingAsync("Sign in");
                await SignInAsync(person, mallory.Email, mallory.Password);
                await person.ReadsAsync("This account is suspended.");
                await person.LooksAtAsync("refused");
            }
        );
    }

    private static async Task SignInAsync(Person person, string email, string password)
    {
        await person.GoToAsync("/sign-in");
        await person.Field("E-mail address").FillAsync(email);
        await person.Field("Password").FillAsync(password);
        await person.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task OpenLinkAsync(Person person, string link)
    {
        // The same page with another fragment would not be loaded anew.
        await person.GoToAsync("about:blank");
        await person.GoToAsync(link);
        await person.SeesHeadingAsync("Choose a new password");
        await Expect(person.Page).ToHaveURLAsync(link[..link.IndexOf('#', StringComparison.Ordinal)]);
    }

    private static async Task SetPasswordAsync(Person person, string password)
    {
        await person.Field("New password").FillAsync(password);
        await person.Page.Keyboard.PressAsync("Enter");
    }

    private Task AllowSignUpAsync(Screen screen) =>
        AdministerAsync(
            screen,
            "organisation",
            async owner =>
            {
                var allowed = owner.Page.GetByRole(AriaRole.Radio, new() { Name = "Anybody, into this organisation" });
                // The choice shows at once; it counts when the server has it.
                await owner.Page.RunAndWaitForResponseAsync(
                    () => allowed.CheckAsync(),
                    answer => answer.Request.Method == "PATCH" && answer.Ok
                );
                await Expect(allowed).ToBeCheckedAsync();
            }
        );

    private async Task<string> MakeLinkAsync(Newcomer newcomer, Screen screen)
    {
        var link = "";
        await AdministerAsync(
            screen,
            "people",
            async owner =>
            {
                await owner.PressAsync($"Make a link for {newcomer.Name}");
                await owner.PressAsync("Make the link");
                var made = owner.Page.GetByRole(AriaRole.Group, new() { Name = $"Link for {newcomer.Name}" });
                link = await made.InnerTextAsync();
                await owner.LooksAtAsync("link");
            }
        );
        return link;
    }

    private Task SuspendAsync(Newcomer newcomer, Screen screen) =>
        AdministerAsync(
            screen,
            "people",
            async owner =>
            {
                await owner.PressAsync($"Manage {newcomer.Name}");
                await owner.LooksAtAsync("person");
                await owner.PressAsync("Suspend");
                var row = owner.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = newcomer.Email });
                await owner.SeesAsync(row.GetByText("Suspended"));
            }
        );

    /// <summary>The owner does something in the settings, in a browser of their own.</summary>
    private Task AdministerAsync(Screen screen, string tab, Func<Person, Task> acts) =>
        house.VisitAsync(
            screen,
            $"settings-{tab}",
            async owner =>
            {
                await owner.SignInAsync();
                await owner.GoToAsync($"/console/settings?tab={tab}");
                await acts(owner);
            }
        );
}
