using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>An administrator gives the organisation a time zone by its name, and a device a place with another.</summary>
public sealed class TimeZoneTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task Zones_are_found_by_a_part_of_their_name_with_keys_alone(Screen screen) =>
        house.VisitAsync(
            screen,
            "time-zone",
            async person =>
            {
                await person.SignInAsync();
                await person.GoToAsync("/console/settings?tab=organisation");
                // The house is one for both screens: the second finds the zone of the first.
                var (typed, zone) =
                    screen is Screen.Phone
                        ? ("new yo", "America/New York")
                        : ("aires", "America/Argentina/Buenos Aires");
                await ChooseAsync(person, "Time zone", typed, zone);
                await person.LooksAtAsync("chosen");
                await PressSaveAsync(person, "Time zone", "Save");
                await person.ReadsAsync("The time zone is saved.");
                (await ZoneInUseAsync()).ShouldBe(zone.Replace(' ', '_'));

                await person.GoToAsync($"/console/devices/{house.Kitchen.Id}");
                await person.Field("Latitude").FillAsync("95");
                await person.PressAsync("Save the place");
                await person.ReadsAsync("Degrees between -90 and 90, such as 49.84.");
                await Expect(person.Field("Latitude")).ToBeFocusedAsync();
                await person.LooksAtAsync("refused");
                await person.Field("Latitude").FillAsync("49.84");
                await person.Field("Longitude").FillAsync("24,03");
                await person.Field("Address").FillAsync("Rynok Square 1, Lviv");
                await ChooseAsync(person, "Time zone there", "kyiv", "Europe/Kyiv");
                await person.PressAsync("Save the place");
                await person.ReadsAsync("The place is saved.");
                await person.LooksAtAsync("place");
                var place = (await house.Api.GetAsync($"api/v1/devices/{house.Kitchen.Id}", Cancellation))["place"]!;
                ((double)place["longitude"]!, (string?)place["timeZone"]).ShouldBe((24.03, "Europe/Kyiv"));
                await person.GoToAsync($"/app/devices/{house.Kitchen.Id}");
                await person.ReadsAsync("Rynok Square 1, Lviv");

                await person.GoToAsync($"/console/devices/{house.Kitchen.Id}");
                await person.PressAsync("Take away");
                await Expect(person.Field("Latitude")).ToHaveValueAsync("");
                await Expect(person.Button("Take away")).ToHaveCountAsync(0);
            }
        );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task ChooseAsync(Person person, string label, string typed, string name)
    {
        var field = person.Page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        await field.FocusAsync();
        await field.FillAsync(typed);
        // Taking the picture may take the focus, and with it the list.
        await person.LooksAtAsync("search");
        await field.FocusAsync();
        await field.FillAsync("");
        await field.FillAsync(typed);
        await person.SeesAsync(person.Page.GetByRole(AriaRole.Option, new() { Name = name, Exact = true }));
        await field.PressAsync("ArrowDown");
        await field.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync(name);
    }

    private static Task PressSaveAsync(Person person, string panel, string button) =>
        person
            .Page.GetByRole(AriaRole.Region, new() { Name = panel, Exact = true })
            .GetByRole(AriaRole.Button, new() { Name = button, Exact = true })
            .ClickAsync();

    private async Task<string?> ZoneInUseAsync() =>
        (string?)(await house.Api.GetAsync("api/v1/settings/organisation", Cancellation))["timeZoneInUse"];
}
