using System.Net;
using Firstlight.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Firstlight.Browser.Tests;

/// <summary>A page as a device: native frames in the WebSocket of a real browser, by hand and by the library that others wrote for it.</summary>
public sealed class DeviceInAPageTests(Chromium chromium)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_with_a_plain_websocket_lives_a_devices_life(bool tls)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Page", Cancellation);
        await using var context = await OpenAsync(cloud, tls);
        var page = await GoToAsync(context, "websocket-device.html");

        await page.EvaluateAsync("open()");
        await SendAsync(page, "login", new string('x', 32));
        await HearsAsync(page, "1: 9");
        await HearsAsync(page, "closed");

        await page.EvaluateAsync("open()");
        await SendAsync(page, "login", token);
        await HearsAsync(page, "2: 200");
        await SendAsync(page, "internal", "ver", "1.0", "tmpl", template, "dev", "page");
        await HearsAsync(page, "3: 200");
        await SendAsync(page, "write", "vw", "2", "bonjour é");
        await SendAsync(page, "sync", "vr", "2");
        await HearsAsync(page, "20: vw|2|bonjour é");
        await ValueIsAsync(api, id, 2, "bonjour é");
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await HearsAsync(page, "20: vw|1|23.5");

        // The server dies without a word, comes back, and the page comes back.
        await Until.TrueAsync(
            async () => (await api.HistoryAsync(id, 2, Cancellation)).Count == 1,
            "it is on disk",
            Cancellation
        );
        await cloud.KillAsync();
        await HearsAsync(page, "closed", times: 2);
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation, cloud.Port, cloud.TlsPort);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        await page.EvaluateAsync("open()");
        await SendAsync(page, "login", token);
        await HearsAsync(page, "6: 200");
        await SendAsync(page, "sync", "vr", "2");
        await HearsAsync(page, "20: vw|2|bonjour é", times: 2);

        using var deleted = await apiAgain.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await HearsAsync(page, "closed", times: 3);
        await page.EvaluateAsync("open()");
        await SendAsync(page, "login", token);
        await HearsAsync(page, "8: 9");
    }

    [Fact]
    public async Task The_browser_side_of_the_library_lives_a_devices_life()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Page", Cancellation);
        await using var context = await OpenAsync(cloud, tls: false);

        var wrong = await GoToAsync(context, "blynk-browser.html");
        await wrong.EvaluateAsync("token => start(token)", new string('x', 32));
        await HearsAsync(wrong, "error INVALID_TOKEN");
        await wrong.CloseAsync();

        var page = await GoToAsync(context, "blynk-browser.html");
        await page.EvaluateAsync("token => start(token)", token);
        await HearsAsync(page, "connect");
        await page.EvaluateAsync("blynk.virtualWrite(2, 'bonjour é')");
        await ValueIsAsync(api, id, 2, "bonjour é");
        await page.EvaluateAsync("blynk.syncVirtual(2)");
        await HearsAsync(page, "write 2: bonjour é");
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await HearsAsync(page, "write 1: 23.5");

        await cloud.KillAsync();
        await HearsAsync(page, "disconnect");
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation, cloud.Port, cloud.TlsPort);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        await HearsAsync(page, "connect", times: 2);

        using var deleted = await apiAgain.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await HearsAsync(page, "error INVALID_TOKEN");
    }

    /// <summary>A browser to which the folder of clients is a place of the cloud's own origin, as a maker's page beside it would be.</summary>
    private async Task<IBrowserContext> OpenAsync(CloudProcess cloud, bool tls)
    {
        var address = tls ? new Uri($"https://localhost:{cloud.TlsPort}/") : cloud.Address;
        var context = await chromium.OpenAsync(Screen.Desktop, new Profile(address));
        await context.RouteAsync(
            "**/clients/**",
            route => route.FulfillAsync(new() { Path = FileOf(new Uri(route.Request.Url)) })
        );
        return context;
    }

    /// <remarks>
    /// The browser wants to have met the server itself before it lets a page open a socket to this machine: the page takes the place of one
    /// that came from there.
    /// </remarks>
    private static async Task<IPage> GoToAsync(IBrowserContext context, string name)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/readyz");
        await page.SetContentAsync(await File.ReadAllTextAsync(Repository.File($"tests/clients/{name}"), Cancellation));
        return page;
    }

    private static Task SendAsync(IPage page, string command, params string[] fields) =>
        page.EvaluateAsync("([command, ...fields]) => send(command, ...fields)", new[] { command }.Concat(fields));

    private static async Task HearsAsync(IPage page, string what, int times = 1)
    {
        try
        {
            await page.WaitForFunctionAsync(
                "([what, times]) => heard.filter((one) => one === what).length >= times",
                new object[] { what, times },
                new() { Timeout = (float)TimeSpan.FromSeconds(60).TotalMilliseconds }
            );
        }
        catch (TimeoutException late)
        {
            var heard = await page.EvaluateAsync<string[]>("heard");
            throw new TimeoutException($"It never heard \"{what}\" but: {string.Join(", ", heard)}", late);
        }
    }

    private static string FileOf(Uri url) => Repository.File("tests" + url.AbsolutePath);

    private static Task ValueIsAsync(RestClient api, long id, int pin, string value) =>
        Until.TrueAsync(
            async () =>
            {
                var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", Cancellation);
                var found = values.AsArray().Single(one => one!["pin"]!.GetValue<int>() == pin)!["value"];
                return found?.GetValue<string>() == value;
            },
            $"pin {pin} is {value}",
            Cancellation
        );
}
