using System.Collections.Concurrent;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
// Most of a scenario is waiting for devices: more of them than processors may wait at a time.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Firstlight.Browser.Tests.Support;

/// <summary>Debian's Chromium, one for the whole run; everybody who looks at a page has a profile of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>A name in the own network: this machine, but to the browser not a place of trust as loopback is.</summary>
    public const string PlainName = "firstlight.lan";

    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Nothing outside this machine is asked: a device's own address answers as it does when no phone is in its access point.
        "--no-proxy-server",
        $"--host-resolver-rules=MAP {PlainName} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    private IPlaywright? _playwright;
    private readonly ConcurrentBag<IBrowser> _filmed = [];
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.Usual.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync();
    }

    /// <summary>A fresh profile on one of the two screens.</summary>
    public async Task<IBrowserContext> OpenAsync(Screen screen, Profile profile)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = profile.BaseAddress.ToString(),
            Locale = "en-GB",
            ServiceWorkers = profile.ServiceWorkers ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
            Permissions = profile.Permissions,
            JavaScriptEnabled = profile.Scripts,
            // The development certificate is of the cloud's own making.
            IgnoreHTTPSErrors = profile.BaseAddress.Scheme == Uri.UriSchemeHttps,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        };
        if (screen is Screen.Phone)
        {
            options.ViewportSize = new ViewportSize { Width = 390, Height = 844 };
            options.DeviceScaleFactor = 2;
            options.HasTouch = true;
            options.IsMobile = true;
        }

        if (profile.Width is { } width)
            options.ViewportSize.Width = width;
        var context = await (await BrowserAsync(profile)).NewContextAsync(options);
        context.SetDefaultTimeout((float)Patience.Usual.TotalMilliseconds);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _filmed)
            await browser.CloseAsync();
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    // What a camera sees is said when a browser starts: each film has a browser of its own, until the run ends.
    private async Task<IBrowser> BrowserAsync(Profile profile)
    {
        if (profile.Camera is not { } film)
            return _browser!;
        var browser = await LaunchAsync(
            "--use-fake-device-for-media-stream",
            $"--use-file-for-fake-video-capture={film}"
        );
        _filmed.Add(browser);
        return browser;
    }

    private Task<IBrowser> LaunchAsync(params IEnumerable<string> more) =>
        _playwright!.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Args = Quiet.Concat(more),
            }
        );
}
