using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The operator's work: templates by keyboard, devices by hand, tokens with a note, what happened, and the way out.</summary>
public sealed class ConsoleTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    [Fact]
    public Task Signing_in_leads_to_the_page_that_was_asked_for() =>
        VisitAsync(
            "sign-in",
            async person =>
            {
                await person.Context.ClearCookiesAsync();
                await person.GoToAsync("/console/devices");
                await person.Field("E-mail address").FillAsync(CloudProcess.OwnerEmail);
                await person.Field("Password").FillAsync(CloudProcess.OwnerPassword);
                await person.Page.Keyboard.PressAsync("Enter");
                await SeesPageAsync(person, "Devices");
                await person.Field("Search").FillAsync("kitchen");
                await person.SeesAsync(person.Link("Kitchen boiler"));
                await Expect(person.Page).ToHaveURLAsync(new Regex("[?&]search=kitchen"));
            }
        );

    [Fact]
    public Task History_is_a_chart_a_table_and_a_file() =>
        VisitAsync(
            "history",
            async person =>
            {
                await person.GoToAsync($"/console/devices/{house.Kitchen.Id}?tab=history");
                await person.SeesAsync(Image(person, "Temperature in the last hour"));
                var download = await person.Page.RunAndWaitForDownloadAsync(() => person.PressAsync("Download CSV"));
                download.SuggestedFilename.ShouldBe("Kitchen-boiler_Temperature_hour.csv");
                var text = await File.ReadAllTextAsync(
                    await download.PathAsync(),
                    TestContext.Current.CancellationToken
                );
                text.TrimStart('\uFEFF').ShouldStartWith("at,Temperature (°C)\r\n");
                await person
                    .Page.GetByRole(AriaRole.Switch, new() { Name = "As a table" })
                    .CheckAsync(new() { Force = true });
                await person.SeesAsync(person.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Time" }));
                await person.LooksAtAsync("table");
            }
        );

    [Fact]
    public Task Sending_a_device_to_another_network_asks_first_and_gives_the_keyboard_back() =>
        VisitAsync(
            "network",
            async person =>
            {
                await person.GoToAsync($"/console/devices/{house.Kitchen.Id}");
                var change = person.Button("Change its network");
                await change.FocusAsync();
                await person.Page.Keyboard.PressAsync("Enter");
                await person.ReadsAsync("It leaves its network and opens its access point");
                await person.LooksAtAsync("asked");
                await person.Page.Keyboard.PressAsync("Escape");
                await Expect(change).ToBeFocusedAsync();
            }
        );

    [Fact]
    public Task Events_carry_their_words() =>
        VisitAsync(
            "events",
            async person =>
            {
                await person.GoToAsync($"/console/devices/{house.Kitchen.Id}?tab=events");
                await person.ReadsAsync("Overheated");
                await person.ReadsAsync("The case reached 71 °C");
            }
        );

    [Fact]
    public Task A_template_is_made_by_keyboard_alone_and_refusals_stand_beside_their_fields() =>
        VisitAsync(
            "template",
            async person =>
            {
                var keyboard = person.Page.Keyboard;
                var name = person.Dialog.GetByLabel(new Regex("^Name"));
                await person.GoToAsync("/console/templates");
                await person.Button("New template").FocusAsync();
                await keyboard.PressAsync("Enter");
                await Expect(name).ToBeFocusedAsync();
                await keyboard.TypeAsync("Light/Bulb");
                await keyboard.PressAsync("Enter");
                await person.SeesAsync(person.Dialog.GetByText(new Regex("only letters, digits and spaces")));
                await person.LooksAtAsync("refused");
                await Expect(name).ToBeFocusedAsync();
                await Expect(name).ToHaveAttributeAsync("aria-invalid", "true");
                await keyboard.PressAsync("Control+A");
                await keyboard.TypeAsync("Light bulb");
                await keyboard.PressAsync("Enter");
                await SeesPageAsync(person, "Light bulb");

                await person.Button("Add a datastream").FocusAsync();
                await keyboard.PressAsync("Enter");
                await Expect(name).ToBeFocusedAsync();
                await keyboard.TypeAsync("Brightness");
                await person.Field("Least value").FillAsync("90");
                await person.Field("Greatest value").FillAsync("10");
                await keyboard.PressAsync("Enter");
                await person.SeesAsync(person.Dialog.GetByText(new Regex("above the greatest")));
                await person.Field("Least value").FillAsync("0");
                await keyboard.PressAsync("Enter");
                await person.SeesAsync(Row(person, "Brightness"));
                await person.PressAsync("Remove Brightness");
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
                await person.ReadsAsync("No datastreams yet");
            }
        );

    [Fact]
    public Task A_template_in_use_is_not_deleted_and_the_way_on_is_shown() =>
        VisitAsync(
            "template-in-use",
            async person =>
            {
                await person.GoToAsync($"/console/templates/{house.Product}");
                await person.PressAsync("Delete the template");
                await Expect(person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }))
                    .ToBeDisabledAsync();
                await person.Dialog.GetByLabel(new Regex("Type \"Boiler\"")).FillAsync("Boiler");
                await person.Page.Keyboard.PressAsync("Enter");
                await person.SeesAsync(person.Dialog.GetByText("There are devices of Boiler; delete them first."));
                await person.LooksAtAsync("refused");
                await person.Link("Show its devices").ClickAsync();
                await SeesPageAsync(person, "Devices");
                await person.SeesAsync(person.Link("Kitchen boiler"));
            }
        );

    [Fact]
    public Task A_device_by_hand_shows_its_token_once_and_again_only_with_a_note() =>
        VisitAsync(
            "by-hand",
            async person =>
            {
                await person.GoToAsync("/console/devices");
                await person.PressAsync("New device by hand");
                await person.PressAsync("Make the device");
                await person.SeesAsync(person.Dialog.GetByText("Choose a template."));
                await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Template" }).ClickAsync();
                await person.Page.GetByRole(AriaRole.Option, new() { Name = "Boiler" }).ClickAsync();
                await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync("Bench unit");
                await person.PressAsync("Make the device");
                await person.ReadsAsync("The device is made");
                var token = await person.Page.Locator("pre").First.InnerTextAsync();
                token.ShouldMatch(@"^\S{32}$");
                await person.LooksAtAsync("token");
                await person.Button("Copy").First.ClickAsync();
                await person.ReadsAsync("Copied.");
                (await person.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).ShouldBe(token);
                await person.PressAsync("I have copied it");
                await person.NoLongerSeesAsync(person.Dialog);
                (await person.Page.ContentAsync()).ShouldNotContain(token);

                await person.Field("Search").FillAsync("Bench unit");
                // The list answers once the typing has rested.
                await Expect(person.Page).ToHaveURLAsync(new Regex("[?&]search=Bench"));
                await person.Link("Bench unit").ClickAsync();
                await SeesPageAsync(person, "Bench unit");
                (await person.Page.ContentAsync()).ShouldNotContain(token);
                await person.PressAsync("Show the token");
                await person.SeesAsync(person.Page.GetByText(new Regex("entry with your name in the audit log")));
                await person.PressAsync("Show it");
                await Expect(person.Page.Locator("pre").First).ToHaveTextAsync(token);
                await person.PressAsync("Hide it");
                await person.NoLongerSeesAsync(person.Dialog);
                (await person.Page.ContentAsync()).ShouldNotContain(token);
                await person.GoToAsync("/console/audit");
                await person.SeesAsync(Row(person, "Device token shown"));
            }
        );

    [Fact]
    public Task A_device_is_renamed_described_and_deleted_by_its_name() =>
        VisitAsync(
            "device",
            async person =>
            {
                await using var device = await house.ConnectAsync("Garage boiler");
                await person.GoToAsync($"/console/devices/{device.Id}");
                await SeesPageAsync(person, "Garage boiler");
                await person.Field("Name").FillAsync("");
                await person.PressAsync("Rename");
                await person.SeesAsync(person.Page.GetByText(new Regex("A name is needed")));
                await person.Field("Name").FillAsync("Desk unit");
                await person.PressAsync("Rename");
                await SeesPageAsync(person, "Desk unit");
                await person.Field("IMEI").FillAsync("123");
                await person.PressAsync("Save IMEI");
                await person.ReadsAsync("An IMEI has exactly 15 digits.");
                await person.Field("IMEI").FillAsync("490154203237518");
                await person.PressAsync("Save IMEI");
                await Expect(person.Button("Save IMEI")).ToBeDisabledAsync();
                await person.PressAsync("Restart");
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Restart" }).ClickAsync();
                await person.ReadsAsync("Desk unit has been told to restart.");
                await person.PressAsync("Delete the device");
                await person.Dialog.GetByLabel(new Regex("Type \"Desk unit\"")).FillAsync("Desk unit");
                await person.Page.Keyboard.PressAsync("Enter");
                await SeesPageAsync(person, "Devices");
                await person.GoToAsync("/console/audit");
                await person.SeesAsync(Row(person, "Device deleted"));
            }
        );

    [Fact]
    public Task The_keyboard_reaches_the_page_at_once_and_sees_where_it_is() =>
        VisitAsync(
            "keyboard",
            async person =>
            {
                await person.GoToAsync("/console/devices");
                await SeesPageAsync(person, "Devices");
                await person.Page.Keyboard.PressAsync("Tab");
                await Expect(person.Link("Skip to the page")).ToBeFocusedAsync();
                await person.Link("Templates").FocusAsync();
                await person.Page.Keyboard.PressAsync("Enter");
                await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Templates" }))
                    .ToBeFocusedAsync();
                await Expect(person.Page).ToHaveTitleAsync("Templates · Firstlight");
            }
        );

    [Fact]
    public Task On_a_phone_the_menu_opens_leads_on_and_folds_away() =>
        VisitAsync(
            "menu",
            async person =>
            {
                await person.GoToAsync("/console/devices");
                await SeesPageAsync(person, "Devices");
                await Expect(person.Link("Audit")).ToBeHiddenAsync();
                await person.PressAsync("Open the menu");
                await person.LooksAtAsync("open");
                await person.Link("Audit").ClickAsync();
                await SeesPageAsync(person, "Audit");
                await Expect(person.Link("Templates")).ToBeHiddenAsync();
            },
            Screen.Phone
        );

    [Fact]
    public Task Signing_out_ends_it() =>
        VisitAsync(
            "sign-out",
            async person =>
            {
                await person.GoToAsync("/console/account");
                await person.PressAsync("Sign out");
                await SeesPageAsync(person, "Sign in");
                await person.GoToAsync("/console/devices");
                await SeesPageAsync(person, "Sign in");
            }
        );

    private Task VisitAsync(string scenario, Func<Person, Task> walk, Screen screen = Screen.Desktop) =>
        house.VisitAsync(
            screen,
            $"console-{scenario}",
            async person =>
            {
                // What the cloud refuses on purpose, the browser mentions, too.
                person.Expects("Failed to load resource: the server responded with a status of (400|401|404|409|422)");
                await person.SignInAsync();
                await walk(person);
            },
            new Profile(house.Cloud.Address) { Permissions = ["clipboard-read", "clipboard-write"] }
        );

    private static Task SeesPageAsync(Person person, string title) =>
        person.SeesAsync(
            person.Page.GetByRole(
                AriaRole.Heading,
                new()
                {
                    Level = 1,
                    Name = title,
                    Exact = true,
                }
            )
        );

    private static ILocator Row(Person person, string text) =>
        person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });

    private static ILocator Image(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Img, new() { Name = name });
}
