using System.Net;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>An administrator makes a webhook, tries it, finds what was given up, sends it again, and takes the webhook away.</summary>
public sealed class WebhookTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task A_webhook_is_made_tried_and_mended(Screen screen) =>
        house.VisitAsync(
            screen,
            $"webhook-{screen}",
            async person =>
            {
                var name = $"Warehouse {screen}";
                await using var receiver = new FieldReceiver();
                await using var device = await house.ConnectAsync($"Boiler {screen}");
                // The first address is refused, and the browser says so.
                person.Expects("status of 400");
                await person.SignInAsync();
                await person.GoToAsync("/console/settings?tab=webhooks");
                await person.LooksAtAsync("empty");
                await person.PressAsync("New webhook");
                await person.Field("Name").FillAsync(name);
                await person.Field("Address").FillAsync("https://169.254.169.254/");
                await person.Dialog.GetByLabel("A device logs an event").CheckAsync();
                await person.PressAsync("Make the webhook");
                await person.ReadsAsync("Webhooks do not reach private, local and reserved addresses");
                await person.LooksAtAsync("refused");
                await person.Field("Address").FillAsync(receiver.Url);
                await person.Field("Requests a minute").FillAsync("600");
                await person.PressAsync("Add a header");
                await person.Field("Header 1").FillAsync("X-Key");
                await person.Field("Value 1").FillAsync("open sesame");
                await person.LooksAtAsync("wish");
                await person.PressAsync("Make the webhook");
                await person.SeesHeadingAsync($"The secret of {name}");
                await person.ReadsAsync("whsec_");
                await person.LooksAtAsync("secret");
                await person.PressAsync("I have copied it");
                await person.SeesAsync(Row(person, name).GetByText("Not called yet"));

                await ChooseAsync(person, name, "Test");
                await person.PressAsync("Send it");
                await person.ReadsAsync("Answered 200");
                await person.LooksAtAsync("tested");
                await person.PressAsync("Done");
                receiver.Got.ShouldContain("X-Key: open sesame");

                receiver.Status = HttpStatusCode.Gone;
                await device.ReportAsync("overheated", "71 °C");
                await person.SeesAsync(Row(person, name).GetByText("Switched off"), Patience.Usual * 3);
                await person.LooksAtAsync("list");
                await ChooseAsync(person, name, "Messages and dead letters");
                await person.Page.GetByText("Dead letters", new() { Exact = true }).ClickAsync();
                await person.ReadsAsync("The receiver answered 410.");
                await person.LooksAtAsync("dead");
                await person.PressAsync("Close");
                receiver.Status = HttpStatusCode.OK;
                await ChooseAsync(person, name, "Switch on");
                await person.PressAsync("Switch on");
                await ChooseAsync(person, name, "Messages and dead letters");
                await person.Page.GetByText("Dead letters", new() { Exact = true }).ClickAsync();
                await person.PressAsync("Send again");
                await person.ReadsAsync("No message was given up.");
                await Expect(person.Page.GetByText("No message was given up.")).ToBeVisibleAsync();
                await person.Page.Keyboard.PressAsync("Escape");

                await ChooseAsync(person, name, "New secret");
                await person.Dialog.GetByLabel("For one hour").CheckAsync();
                await person.LooksAtAsync("overlap");
                await person.PressAsync("Make a new secret");
                await person.SeesHeadingAsync($"The new secret of {name}");
                await person.PressAsync("I have copied it");

                await ChooseAsync(person, name, "Delete");
                await person.Dialog.GetByLabel($"Type \"{name}\" to confirm").FillAsync(name);
                await person.PressAsync("Delete the webhook");
                await person.NoLongerSeesAsync(Row(person, name));
            }
        );

    private static async Task ChooseAsync(Person person, string name, string what)
    {
        await person.PressAsync($"Change {name}");
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = what, Exact = true }).ClickAsync();
        await person.SeesAsync(person.Dialog);
    }

    private static ILocator Row(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
