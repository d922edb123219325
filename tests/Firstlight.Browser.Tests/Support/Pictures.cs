using Microsoft.Playwright;

namespace Firstlight.Browser.Tests.Support;

/// <summary>Screenshots of every screen and state, kept for people to look at.</summary>
internal sealed class Pictures(string scenario, bool settles = true)
{
    private static readonly string Folder = MakeFolder();

    /// <summary>Saves the whole page, from its top, once what moves in on it has arrived.</summary>
    public async Task TakeAsync(IPage page, string state)
    {
        // Where no scripts run nothing moves, and nothing can be asked about it.
        if (settles)
        {
            await page.EvaluateAsync("() => scrollTo(0, 0)");
            await SettleAsync(page);
        }

        await page.ScreenshotAsync(
            new PageScreenshotOptions
            {
                Path = Path.Combine(Folder, $"{scenario}-{state}.png"),
                FullPage = true,
                Animations = ScreenshotAnimations.Disabled,
            }
        );
    }

    /// <summary>Waits until no movement is under way that has an end; the status light beats on.</summary>
    public static Task SettleAsync(IPage page) =>
        page.EvaluateAsync(
            """
            async () => {
              const frame = () => new Promise((done) => requestAnimationFrame(done));
              await frame();
              await frame();
              const moving = document
                .getAnimations()
                .filter(({ effect, playState }) => playState === "running" && effect.getComputedTiming().endTime !== Infinity);
              await Promise.allSettled(moving.map(({ finished }) => finished));
              await frame();
            }
            """
        );

    private static string MakeFolder()
    {
        var folder =
            Environment.GetEnvironmentVariable("FIRSTLIGHT_SCREENSHOTS")
            ?? Path.Combine(Path.GetTempPath(), "firstlight-screens");
        return Directory.CreateDirectory(folder).FullName;
    }
}
