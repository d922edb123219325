using Firstlight.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The first day: the link that the cloud prints makes its first owner.</summary>
public sealed class SetUpTests(Chromium chromium)
{
    [Theory]
    [Screens(Screen.Phone)]
    public async Task The_printed_link_makes_the_first_owner_leads_into_the_app_and_works_once(Screen screen)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartWithoutOwnerAsync(
            scratch.File("cloud"),
            TestContext.Current.CancellationToken,
            "--web",
            BuiltPages.Folder
        );
        var link = cloud.SetUpLink!.ToString();
        var devices = $"{cloud.Address}app/devices";
        await Person.VisitAsync(
            chromium,
            screen,
            "set-up",
            new Profile(cloud.Address),
            async person =>
            {
                await person.GoToAsync(link);
                await person.SeesHeadingAsync("The first owner");
                await person.LooksAtAsync("empty");
                await person.Field("E-mail address").FillAsync(CloudProcess.OwnerEmail);
                await person.Field("Password, at least 8 characters").FillAsync(CloudProcess.OwnerPassword);
                await person.Page.Keyboard.PressAsync("Enter");
                await Expect(person.Page).ToHaveURLAsync(devices);
                await person.SeesHeadingAsync("No devices yet");
                await person.LooksAtAsync("app");

                await person.GoToAsync(link);
                await person.ReadsAsync("There is an owner already.");
                await person.LooksAtAsync("used");
                await person.Link("Sign in now").ClickAsync();
                await Expect(person.Page).ToHaveURLAsync(devices);
            }
        );
    }
}
