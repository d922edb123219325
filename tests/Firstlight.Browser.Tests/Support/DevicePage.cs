using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests.Support;

/// <summary>The page that a device serves in its own Wi-Fi, and what a person does there.</summary>
internal sealed class DevicePage
{
    private readonly ConcurrentQueue<string> _asked = new();

    private DevicePage(Person person)
    {
        Person = person;
        person.Page.Request += (_, request) => _asked.Enqueue(request.Url);
    }

    public Person Person { get; }

    /// <summary>The addresses of everything that the browser has asked the device for.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public ILocator Code => Person.Field("Code from the app");

    public ILocator AnotherNetwork => Network("Another network");

    public ILocator AnotherName => Person.Field("Name of another network");

    /// <summary>Joins the unit's Wi-Fi with a phone as narrow as <paramref name="width"/> and opens its page there.</summary>
    public static async Task VisitAsync(
        House house,
        string device,
        string scenario,
        int width,
        Func<DevicePage, Task> walk,
        bool scripts = true,
        string fragment = ""
    )
    {
        var address = await house.Workbench.AccessPointAsync(device, TestContext.Current.CancellationToken);
        await house.VisitAsync(
            Screen.Phone,
            $"device-page-{scenario}-{width}",
            async person =>
            {
                // What it refuses is in the browser's log; and its Wi-Fi vanishes while the page still asks, as it should.
                person.Expects("/air/");
                var page = new DevicePage(person);
                await person.GoToAsync($"{address}{fragment}");
                await walk(page);
            },
            new Profile(address) { Width = width, Scripts = scripts }
        );
    }

    public ILocator Network(string name) =>
        Person.Page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex($"^{Regex.Escape(name)}") });

    /// <summary>Fills in what it takes at least, and sends it.</summary>
    public async Task SendAsync(string code)
    {
        await Network("Home").CheckAsync();
        await Person.Field("Wi-Fi password").FillAsync("firstlight-wifi");
        await SendCodeAsync(code);
    }

    /// <summary>Sends what is there with this code.</summary>
    public async Task SendCodeAsync(string code)
    {
        await Code.FillAsync(code);
        await Person.PressAsync("Connect the device");
    }

    /// <summary>Reads the list of networks again, with scripts: the page stays.</summary>
    public async Task LookAgainAsync()
    {
        var again = Person.Link("Look again");
        await again.ClickAsync();
        await Person.SeesAsync(again);
    }

    public Task SeesTakenAsync() => Person.SeesHeadingAsync("The device has your settings");

    /// <summary>Nothing of it lies beside the screen.</summary>
    public async Task FitsAsync() =>
        (await Person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBe(
            0,
            "pixels wider than the screen"
        );

    /// <summary>What a person has chosen and typed is not lost.</summary>
    public async Task StillHasAsync(string anotherName)
    {
        await Expect(AnotherNetwork).ToBeCheckedAsync();
        await Expect(AnotherName).ToHaveValueAsync(anotherName);
    }
}
