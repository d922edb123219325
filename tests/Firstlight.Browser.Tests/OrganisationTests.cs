using System.Text.RegularExpressions;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>A maker with dealers: organisations below, what they may use, looking after them, and roles for their people.</summary>
public sealed class OrganisationTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    [Fact]
    public Task A_dealer_gets_an_organisation_with_templates_of_ours_and_is_looked_after_from_above() =>
        house.VisitAsync(
            Screen.Desktop,
            "organisations",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync("/console/organisations");
                await MakeAsync(person, "Dealer North");
                // It begins with all that the maker has; one is taken away.
                var boiler = Switch(person, "Boiler");
                await Expect(boiler).ToBeCheckedAsync();
                await person.Page.RunAndWaitForResponseAsync(
                    () => boiler.ClickAsync(new() { Force = true }),
                    answer => answer.Request.Method == "DELETE" && answer.Ok
                );
                await Expect(boiler).Not.ToBeCheckedAsync();
                await person.LooksAtAsync("organisation");

                await person.PressAsync("See what they see");
                await person.ReadsAsync("You see what Dealer North sees");
                await person.LooksAtAsync("acting");
                await person.Link("Devices").ClickAsync();
                await person.ReadsAsync("No devices");
                await Expect(person.Page.GetByText("Kitchen boiler")).ToHaveCountAsync(0);
                await person.Link("Templates").ClickAsync();
                await person.SeesAsync(person.Link("Thermostat"));
                await Expect(person.Page.GetByText("Boiler")).ToHaveCountAsync(0);

                await person.PressAsync("Back to your own");
                await person.SeesHeadingAsync("Organisations");
                await person.SeesAsync(person.Link("Dealer North"));
                await person.LooksAtAsync("tree");
            }
        );

    [Fact]
    public async Task A_device_is_given_to_an_organisation_below_and_stays_connected()
    {
        await using var device = await house.ConnectAsync("Sold boiler");
        await house.VisitAsync(
            Screen.Desktop,
            "given-away",
            async person =>
            {
                // Its page is gone in the moment in which it leaves.
                person.Expects($"/api/v1/devices/{device.Id}");
                await person.SignInAsync();
                await MakeAsync(person, "Second Hand");
                await person.GoToAsync($"/console/devices/{device.Id}");
                await person.PressAsync("Give it away");
                await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Organisation" }).ClickAsync();
                await person.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("Second Hand") }).ClickAsync();
                await person.LooksAtAsync("asked");
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Give it away" }).ClickAsync();
                await person.ReadsAsync("Sold boiler is given away.");

                await person.GoToAsync("/console/organisations");
                await person.Link("Second Hand").ClickAsync();
                await person.PressAsync("See what they see");
                await person.ReadsAsync("You see what Second Hand sees");
                await person.Link("Devices").ClickAsync();
                await person.Link("Sold boiler").ClickAsync();
                await person.SeesAsync(person.Page.GetByText("Online", new() { Exact = true }));
            }
        );
    }

    [Theory]
    [Screens(Screen.Desktop)]
    public Task An_organisation_goes_to_another_dealer_once_its_name_was_typed_by_keyboard_alone(Screen screen) =>
        house.VisitAsync(
            screen,
            "organisation-moved",
            async person =>
            {
                await person.SignInAsync();
                var (dealer, mill) = ($"East {screen}", $"Old Mill {screen}");
                await MakeAsync(person, dealer);
                await MakeAsync(person, mill);
                var keys = person.Page.Keyboard;

                await person.Page.GetByRole(AriaRole.Combobox, new() { Name = "To below" }).FocusAsync();
                await keys.TypeAsync(dealer);
                await person.SeesAsync(person.Page.GetByRole(AriaRole.Option, new() { NameRegex = new(dealer) }));
                await keys.PressAsync("ArrowDown");
                await keys.PressAsync("Enter");
                await keys.PressAsync("Tab");
                await Expect(person.Button("Move the organisation")).ToBeFocusedAsync();
                await person.LooksAtAsync("chosen");
                await keys.PressAsync("Enter");
                var name = person.Dialog.GetByLabel($"Type \"{mill}\" to confirm");
                await Expect(name).ToBeFocusedAsync();
                await keys.TypeAsync(mill[..^1]);
                await Expect(person.Button("Move it")).ToBeDisabledAsync();
                await keys.TypeAsync(mill[^1..]);
                await person.LooksAtAsync("asked");
                await keys.PressAsync("Enter");
                await person.NoLongerSeesAsync(person.Dialog);
                await person.ReadsAsync($"{dealer} › {mill}");
            }
        );

    [Fact]
    public Task An_empty_organisation_is_renamed_and_deleted_by_typing_the_word() =>
        house.VisitAsync(
            Screen.Desktop,
            "organisation-deleted",
            async person =>
            {
                await person.SignInAsync();
                await MakeAsync(person, "Passing Trade");
                await person.Field("Name").FillAsync("Past Trade");
                await person.PressAsync("Save");
                await person.SeesHeadingAsync("Past Trade");
                await person.PressAsync("Delete the organisation");
                await person.Dialog.GetByLabel("Type \"DELETE\" to confirm").FillAsync("DELETE");
                await person.LooksAtAsync("asked");
                await person.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
                await person.SeesHeadingAsync("Organisations");
                await Expect(person.Page.GetByText("Past Trade")).ToHaveCountAsync(0);
            }
        );

    [Fact]
    public Task A_role_is_made_given_and_replaced() =>
        house.VisitAsync(
            Screen.Desktop,
            "roles",
            async person =>
            {
                // Refused on purpose.
                person.Expects("/api/v1/roles");
                var nora = new Newcomer("Nora Installs");
                await nora.SignUpAsync(house);
                await person.SignInAsync();
                await person.GoToAsync("/console/settings?tab=roles");
                await person.PressAsync("New role");
                await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync("Installer");
                var me = await house.Api.GetAsync("api/v1/me", TestContext.Current.CancellationToken);
                await Expect(person.Dialog.GetByRole(AriaRole.Checkbox))
                    .ToHaveCountAsync(me["permissions"]!.AsArray().Count);
                // What one changes one must see: the cloud says which is missing.
                var all = person.Dialog.GetByRole(AriaRole.Group, new() { Name = "All devices" });
                await all.GetByLabel("Make devices by hand").CheckAsync();
                await person.PressAsync("Make the role");
                await person.SeesAsync(person.Dialog.GetByText(new Regex("ViewDevices")));
                await person.LooksAtAsync("refused");
                await all.GetByLabel("See them, and use the console").CheckAsync();
                await person.Dialog.GetByLabel("See templates").CheckAsync();
                await person.PressAsync("Make the role");
                await person.NoLongerSeesAsync(person.Dialog);
                await person.ReadsAsync("Installer");
                await person.LooksAtAsync("list");

                await GiveAsync(person, nora.Name, "Installer");
                await person.GoToAsync("/console/settings?tab=roles");
                await person.PressAsync("Delete Installer");
                await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Instead of it" }).ClickAsync();
                await person.Page.GetByRole(AriaRole.Option, new() { Name = "Staff" }).ClickAsync();
                await person.PressAsync("Delete the role");
                await person.NoLongerSeesAsync(person.Dialog);
                await person.GoToAsync("/console/settings?tab=people");
                await person.SeesAsync(Row(person, nora.Name).GetByText("Staff"));
            }
        );

    private static async Task MakeAsync(Person person, string name)
    {
        await person.GoToAsync("/console/organisations");
        await person.PressAsync("New organisation");
        await person.Dialog.GetByLabel(new Regex("^Name")).FillAsync(name);
        await person.PressAsync("Make the organisation");
        await person.SeesHeadingAsync(name);
        await person.SeesHeadingAsync("Templates");
    }

    private static async Task GiveAsync(Person person, string name, string role)
    {
        await person.GoToAsync("/console/settings?tab=people");
        await person.PressAsync($"Manage {name}");
        await person.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role" }).ClickAsync();
        await person.Page.GetByRole(AriaRole.Option, new() { Name = role }).ClickAsync();
        await person.PressAsync("Save the role");
        await person.NoLongerSeesAsync(person.Dialog);
        await person.SeesAsync(Row(person, name).GetByText(role));
    }

    private static ILocator Row(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    private static ILocator Switch(Person person, string name) =>
        person.Page.GetByRole(AriaRole.Switch, new() { Name = name });
}
