using System.Collections.Concurrent;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The console's table of devices with 100,000 rows: what is looked at is read and drawn, and nothing else.</summary>
public sealed class LongListTests(LongHouse house) : IClassFixture<LongHouse>
{
    private const int DrawnMax = 100;
    private const int PagesMax = 12;

    [Fact]
    public Task A_hundred_thousand_devices_are_scrolled_without_loading_them() =>
        house.VisitAsync(
            Screen.Desktop,
            "long-list",
            async person =>
            {
                var pages = new ConcurrentQueue<string>();
                person.Page.Request += (_, request) =>
                {
                    if (new Uri(request.Url).AbsolutePath == "/api/v1/devices")
                        pages.Enqueue(request.Url);
                };
                await person.SignInAsync();
                await person.GoToAsync("/console/devices");
                var table = person.Page.GetByRole(AriaRole.Table, new() { Name = "Devices" });
                await Expect(table).ToHaveAttributeAsync("aria-rowcount", $"{LongHouse.Count + 1}");
                await person.SeesAsync(person.Link("Device 1"));

                await table.EvaluateAsync("table => (table.scrollTop = table.scrollHeight / 2)");
                await person.SeesAsync(person.Link("Device 50000"));
                await table.EvaluateAsync("table => (table.scrollTop = table.scrollHeight)");
                await person.SeesAsync(person.Link($"Device {LongHouse.Count}"));
                await person.LooksAtAsync("end");

                (await table.GetByRole(AriaRole.Row).CountAsync()).ShouldBeLessThan(DrawnMax);
                pages.Count.ShouldBeInRange(3, PagesMax);
            }
        );
}
