using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>
/// Every page, as somebody sees it who has an account with devices: nothing keeps people from using it, in light and dark; it fits
/// the screen; on a phone everything can be hit with a finger.
/// </summary>
public sealed class EveryPageTests(FurnishedHouse house) : IClassFixture<FurnishedHouse>
{
    // What the cloud refuses on purpose is in the browser's log, too: the page of a device that is not there.
    private const string Refused = "/api/v1/devices/999999";

    // The page of all parts shows every state, "Reading …" among them, and parts in their small form.
    private const string Kitchen = "console-kitchen";

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public Task Every_page_can_be_used_by_everybody(Screen screen) =>
        house.VisitAsync(
            screen,
            "page",
            async person =>
            {
                person.Expects(Refused);
                await person.SignInAsync();
                var wrong = new List<string>();
                var places = Places().ToList();
                for (var index = 0; index < places.Count; index++)
                {
                    // The full form shows every page on both screens, the bounded one each on one of them.
                    if (!TestMode.IsLong && index % 2 != (int)screen)
                        continue;
                    wrong.AddRange(await LookAtAsync(person, places[index].Name, places[index].Path));
                }

                wrong.ShouldBeEmpty();
            }
        );

    [Fact]
    public void Every_route_is_among_them()
    {
        // Two that only lead on.
        string[] elsewhere = ["", "/app"];
        var routes = PageRoutes.ReadAll();
        routes.Count.ShouldBeGreaterThan(20, "the routing tables were read");
        routes
            .Except(elsewhere)
            .Where(route => !Places().Any(place => PageRoutes.IsOn(place.Path, route)))
            .ShouldBeEmpty("pages that nobody looks at");
    }

    private IEnumerable<(string Name, string Path)> Places()
    {
        var device = house.Kitchen.Id;
        yield return ("sign-in", "/sign-in");
        yield return ("sign-up", "/sign-up");
        yield return ("forgot-password", "/forgot-password");
        yield return ("reset-password", "/reset-password#a-secret-of-a-link");
        yield return ("reset-password-half", "/reset-password");
        yield return ("join-half", "/join");
        yield return ("set-up", "/set-up");
        yield return ("app-devices", "/app/devices");
        yield return ("app-device", $"/app/devices/{device}");
        yield return ("app-add", "/app/add");
        yield return ("app-claim", "/app/claim");
        yield return ("app-account", "/app/account");
        yield return ("app-own-data", "/app/account/data");
        yield return ("app-nothing", "/app/nothing-here");
        yield return ("workbench", $"/workbench?workbench={Uri.EscapeDataString(house.Workbench.Address.ToString())}");
        yield return ("console-overview", "/console");
        yield return ("console-devices", "/console/devices");
        yield return ("console-devices-none", "/console/devices?search=nothing+like+it");
        yield return ("console-device", $"/console/devices/{device}");
        yield return ("console-values", $"/console/devices/{device}?tab=values");
        yield return ("console-history", $"/console/devices/{device}?tab=history");
        yield return ("console-events", $"/console/devices/{device}?tab=events");
        yield return ("console-device-activations", $"/console/devices/{device}?tab=activations");
        yield return ("console-connect", $"/console/devices/{device}?tab=connect");
        yield return ("console-traffic", $"/console/devices/{device}?tab=traffic");
        yield return ("console-device-gone", "/console/devices/999999");
        yield return ("console-templates", "/console/templates");
        yield return ("console-template", $"/console/templates/{house.Product}");
        yield return ("console-firmware", $"/console/firmware?template={house.Product}");
        yield return ("console-shipments", "/console/shipments");
        yield return ("console-shipment", $"/console/shipments/{house.Shipment}");
        yield return ("console-batches", "/console/static-tokens");
        yield return ("console-batch", $"/console/static-tokens/{house.Batch}");
        yield return ("console-activations", "/console/activations");
        yield return ("console-activation-failed", $"/console/activations/{house.Attempts.Failed}");
        yield return ("console-activation-pending", $"/console/activations/{house.Attempts.Pending}");
        yield return ("console-activation-cancelled", $"/console/activations/{house.Attempts.Cancelled}");
        yield return ("console-organisations", "/console/organisations");
        yield return ("console-organisation", $"/console/organisations/{house.Below}");
        yield return ("console-audit", "/console/audit");
        foreach (var tab in new[] { "organisation", "people", "roles", "programs", "addresses", "mail" })
            yield return ($"console-settings-{tab}", $"/console/settings?tab={tab}");
        yield return ("console-account", "/console/account");
        yield return (Kitchen, "/console/kitchen");
    }

    private static async Task<IReadOnlyList<string>> LookAtAsync(Person person, string name, string path)
    {
        await person.GoToAsync(path);
        await person.SeesAsync(person.Page.GetByRole(AriaRole.Heading));
        if (name != Kitchen)
            await Expect(
                    person.Page.GetByText(new System.Text.RegularExpressions.Regex("^(Reading|Looking into) .*…$"))
                )
                .ToHaveCountAsync(0);
        var wrong = new List<string>(await person.FindBarriersAsync(name));
        var over = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        if (over > 0)
            wrong.Add($"{name} is {over} pixels wider than the screen.");
        if (person.Screen is Screen.Phone && name != Kitchen)
            wrong.AddRange(
                (await SmallTargetsAsync(person)).Select(target => $"{name}: {target} is too small for a finger")
            );
        return wrong;
    }

    private static Task<string[]> SmallTargetsAsync(Person person) =>
        person.Page.EvaluateAsync<string[]>(
            """
            () =>
              [...document.querySelectorAll("button, input:not([type=checkbox], [type=radio], [type=hidden]), nav a, [role=tab]")]
                .map((element) => ({ element, box: element.getBoundingClientRect() }))
                .filter(
                  ({ element, box }) =>
                    box.width > 0 &&
                    box.height > 0 &&
                    // Within a field's frame the frame belongs to it.
                    box.height < (element.closest("[class*=Input-wrapper]") ? 45.5 : 47.5) &&
                    element.checkVisibility({ visibilityProperty: true }),
                )
                .map(
                  ({ element, box }) =>
                    `${element.tagName} "${element.ariaLabel ?? element.textContent}" ${Math.round(box.height)} px`,
                )
            """
        );
}
