using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The way in: a wrong password says why, the right one leads to where the person wanted to go.</summary>
public sealed class SignInTests(House house) : IClassFixture<House>
{
    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task A_wrong_password_says_why_and_the_right_one_leads_on(Screen screen) =>
        house.VisitAsync(
            screen,
            "sign-in",
            async person =>
            {
                // The refusal itself is what this is about.
                person.Expects("/api/v1/sign-in");
                await person.GoToAsync("/app/devices");
                await person.SeesHeadingAsync("Sign in");
                person.Page.Url.ShouldContain("/sign-in?to=", Case.Sensitive, "where the person wanted to go is kept");
                await person.LooksAtAsync("empty");

                await person.Field("E-mail address").FillAsync(CloudProcess.OwnerEmail);
                await person.Field("Password").FillAsync("not this one");
                await person.Page.Keyboard.PressAsync("Enter");
                await person.SeesAsync(person.Page.GetByRole(AriaRole.Alert));
                await person.LooksAtAsync("refused");

                await person.Field("Password").FillAsync(CloudProcess.OwnerPassword);
                await person.Page.Keyboard.PressAsync("Enter");
                await Expect(person.Page).ToHaveURLAsync($"{house.Cloud.Address}app/devices");
            }
        );
}
