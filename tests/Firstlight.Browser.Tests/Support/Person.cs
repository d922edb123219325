using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests.Support;

/// <summary>Somebody in front of a screen: finds things by what they are and what they are called, as people do.</summary>
internal sealed class Person
{
    private readonly Complaints _complaints;
    private readonly Pictures _pictures;
    private int _looks;

    private Person(IBrowserContext context, IPage page, Screen screen, Pictures pictures)
    {
        Context = context;
        Page = page;
        Screen = screen;
        _complaints = new Complaints(context);
        _pictures = pictures;
        _looks = (int)screen;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Screen Screen { get; }

    /// <summary>
    /// Opens a browser, lets the scenario walk, closes it. A failure leaves a picture and says what the browser complained of; so
    /// does a complaint alone.
    /// </summary>
    public static async Task VisitAsync(
        Chromium chromium,
        Screen screen,
        string scenario,
        Profile profile,
        Func<Person, Task> walk
    )
    {
        await using var context = await chromium.OpenAsync(screen, profile);
        var pictures = new Pictures($"{scenario}-{screen}".ToLowerInvariant(), profile.Scripts);
        var person = new Person(context, await context.NewPageAsync(), screen, pictures);
        try
        {
            await walk(person).WaitAsync(Patience.Scenario, TestContext.Current.CancellationToken);
            person._complaints.Unexpected.ShouldBeEmpty("The browser complained.");
        }
        catch (Exception failure)
        {
            var where = person.Page.Url;
            await person.PictureOfFailureAsync();
            var heard = string.Concat(person._complaints.Unexpected.Select(text => $"\n  the browser: {text}"));
            throw new InvalidOperationException($"At {where}: {failure.Message}{heard}", failure);
        }
    }

    /// <summary>The browser's words about this belong to the scenario.</summary>
    public void Expects(params IEnumerable<string> complaints)
    {
        foreach (var pattern in complaints)
            _complaints.Allow(pattern);
    }

    /// <summary>Signs the owner in without the page: the cookie is what the page would have got.</summary>
    public async Task SignInAsync(string email = CloudProcess.OwnerEmail, string password = CloudProcess.OwnerPassword)
    {
        var answer = await Context.APIRequest.PostAsync(
            "api/v1/sign-in?useCookie=true",
            new APIRequestContextOptions
            {
                DataObject = new { email, password },
                Headers = new Dictionary<string, string> { ["X-Firstlight"] = "1" },
            }
        );
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }

    public Task GoToAsync(string path) => Page.GotoAsync(path);

    /// <summary>Waits until the app has put itself onto this phone: from now on its pages open without the cloud.</summary>
    public Task IsInstalledAsync() => Page.EvaluateAsync("async () => void (await navigator.serviceWorker.ready)");

    public ILocator Button(string name) => Named(AriaRole.Button, name);

    public ILocator Link(string name) => Named(AriaRole.Link, name);

    public ILocator Heading(string name) => Named(AriaRole.Heading, name);

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>A field by its label; a required field's label ends in a star.</summary>
    public ILocator Field(string label) =>
        Page.Locator("input, textarea").And(Page.GetByLabel(new Regex($"^{Regex.Escape(label)}( \\*)?$")));

    /// <summary>Taps it; what follows is waited for by whoever asks for it.</summary>
    public Task PressAsync(string button) => Button(button).ClickAsync();

    public Task SeesAsync(ILocator something, TimeSpan? patience = null) =>
        Expect(something.First)
            .ToBeVisibleAsync(new() { Timeout = (float)(patience ?? Patience.Usual).TotalMilliseconds });

    public Task SeesHeadingAsync(string name, TimeSpan? patience = null) => SeesAsync(Heading(name), patience);

    public Task ReadsAsync(string text, TimeSpan? patience = null) => SeesAsync(Page.GetByText(text), patience);

    public Task NoLongerSeesAsync(ILocator something) => Expect(something.First).ToBeHiddenAsync();

    /// <summary>Keeps a picture of what is on the screen now.</summary>
    public Task PictureAsync(string state) => _pictures.TakeAsync(Page, state);

    /// <summary>Looks closely: a picture, and nothing keeps people from using what is there.</summary>
    public async Task LooksAtAsync(string state) => (await FindBarriersAsync(state)).ShouldBeEmpty();

    /// <summary>
    /// Keeps a picture and says what keeps people from using the page. The full form does so in light and dark, the bounded one in
    /// turn.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindBarriersAsync(string state)
    {
        ColorScheme[] both = [ColorScheme.Light, ColorScheme.Dark];
        var found = new List<string>();
        foreach (var scheme in TestMode.IsLong ? both : [both[_looks++ % 2]])
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await _pictures.TakeAsync(Page, $"{state}-{scheme}".ToLowerInvariant());
            found.AddRange((await Barriers.FindAsync(Page)).Select(barrier => $"{state}, {scheme}: {barrier}"));
        }

        return found;
    }

    private ILocator Named(AriaRole role, string name) =>
        Page.GetByRole(role, new PageGetByRoleOptions { Name = name, Exact = true });

    private async Task PictureOfFailureAsync()
    {
        try
        {
            await _pictures.TakeAsync(Page, "failure");
        }
        catch (PlaywrightException)
        {
            // The page is gone, and that is in the failure already.
        }
    }
}
