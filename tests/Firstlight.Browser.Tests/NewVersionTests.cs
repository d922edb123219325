using Firstlight.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Firstlight.Browser.Tests;

/// <summary>The cloud gets a newer version of its pages while people have the old one open.</summary>
public sealed class NewVersionTests(Chromium chromium)
{
    private const string IsReady = "A new version is ready.";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newer_version_waits_for_the_wizard_asks_and_takes_over_when_it_may()
    {
        using var scratch = new Scratch();
        var pages = PublishedPages.CopyTo(scratch.File("pages"));
        await using var cloud = await CloudProcess.StartAsync(
            scratch.File("cloud"),
            Cancellation,
            more: ["--example", "--web", pages.Folder]
        );
        await Person.VisitAsync(
            chromium,
            Screen.Phone,
            "new-version",
            new Profile(cloud.Address) { ServiceWorkers = true },
            async person =>
            {
                // On loopback the app looks for a room of virtual devices, and there is none.
                person.Expects("/air:");
                await InstallAsync(person);
                await AddWithTheWorkerAsync(person);

                await pages.PublishNewerAsync(Cancellation);
                await NewerIsInstalledAsync(person);
                await Expect(person.Page.GetByText(IsReady)).ToHaveCountAsync(0);
                await person.PressAsync("Stop adding this device");
                await person.PressAsync("Stop");
                await person.ReadsAsync(IsReady);
                await person.LooksAtAsync("ready");

                await person.Page.EvaluateAsync("() => { globalThis.isTheOldPage = true; }");
                await person.PressAsync("Reload");
                await person.Page.WaitForFunctionAsync("() => globalThis.isTheOldPage === undefined");
                await person.SeesHeadingAsync("No devices yet");
                await Expect(person.Page.GetByText(IsReady)).ToHaveCountAsync(0);
            }
        );
    }

    private static async Task InstallAsync(Person person)
    {
        await person.SignInAsync();
        await person.GoToAsync("/app/devices");
        await person.SeesHeadingAsync("No devices yet");
        await person.IsInstalledAsync();
    }

    // The first worker takes over with the next visit; a ticket with its secrets passes through it then.
    private static async Task AddWithTheWorkerAsync(Person person)
    {
        await person.GoToAsync("/app/add");
        await person.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        await person.PressAsync("It beats blue");
        await person.PressAsync("Set up on the device's own page instead");
        await person.ReadsAsync("Type this code there");
        await Storage.KeepsOnlyFilesAsync(person.Page);
    }

    private static Task NewerIsInstalledAsync(Person person) =>
        person.Page.EvaluateAsync(
            """
            async () => {
              const registration = await navigator.serviceWorker.getRegistration();
              await registration.update();
              const newer = registration.installing ?? registration.waiting;
              if (!newer) throw new Error("The browser sees no newer version.");
              while (newer.state === "installing")
                await new Promise((done) => newer.addEventListener("statechange", done, { once: true }));
              if (newer.state !== "installed") throw new Error(`The newer version is ${newer.state}.`);
            }
            """
        );
}
