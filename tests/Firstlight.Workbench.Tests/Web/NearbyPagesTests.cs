using System.Net;
using System.Text;
using Firstlight.Workbench.Tests.Peers;

namespace Firstlight.Workbench.Tests.Web;

/// <summary>Browsers: the room's own page, pages of this machine, and pages from elsewhere.</summary>
public sealed class NearbyPagesTests
{
    private const string Page = "<!doctype html><title>Firstlight</title>";

    [Fact]
    public async Task The_room_has_its_page_on_its_own_port()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), Page, Cancellation);
            await using var workbench = await RunningWorkbench.StartAsync(webFolder: folder.FullName);

            using var root = await workbench.Http.GetAsync("/", Cancellation);
            root.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe(
                $"/workbench?workbench={Uri.EscapeDataString(workbench.Http.BaseAddress!.GetLeftPart(UriPartial.Authority))}"
            );
            (await root.Content.ReadAsStringAsync(Cancellation)).ShouldBe(Page);
            root.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self';");
            (await workbench.SendAsync("GET", "/app")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await workbench.GetAsync("/room")).GetProperty("devices").GetArrayLength().ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:5173")]
    [InlineData("http://[::1]:8080")]
    public async Task A_page_of_this_machine_may_read_and_touch_the_room(string origin)
    {
        await using var workbench = await RunningWorkbench.StartAsync();

        using var read = await SendAsync(workbench, HttpMethod.Get, "/air", origin);
        AllowedOrigin(read).ShouldBe(origin);
        using var asked = await SendAsync(workbench, HttpMethod.Options, "/devices/dev-1/power", origin);
        AllowedOrigin(asked).ShouldBe(origin);
        asked.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldBe("content-type");
        using var touched = await SendAsync(workbench, HttpMethod.Post, "/devices/dev-1/power", origin);
        touched.StatusCode.ShouldBe(HttpStatusCode.OK);
        AllowedOrigin(touched).ShouldBe(origin);
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("https://192.168.1.5")]
    [InlineData("null")]
    public async Task A_page_from_elsewhere_is_refused(string origin)
    {
        await using var workbench = await RunningWorkbench.StartAsync();

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/room"), (HttpMethod.Post, "/devices/dev-1/power") })
        {
            using var answer = await SendAsync(workbench, method, path, origin);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            AllowedOrigin(answer).ShouldBeNull();
        }

        workbench.Room.Find("dev-1")!.IsPowered.ShouldBeTrue();
    }

    [Fact]
    public async Task A_portal_answers_every_page_as_a_device_does()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var device = workbench.Room.Find("dev-1").ShouldNotBeNull();
        await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);

        using var board = await SendAsync(
            workbench,
            HttpMethod.Get,
            "/air/dev-1/board_info.json",
            "http://example.com"
        );

        board.StatusCode.ShouldBe(HttpStatusCode.OK);
        AllowedOrigin(board).ShouldBe("*");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> SendAsync(
        RunningWorkbench workbench,
        HttpMethod method,
        string path,
        string origin
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "content-type");
        }
        else if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("""{"on":false}""", Encoding.UTF8, "application/json");
        }

        return await workbench.Http.SendAsync(request, Cancellation);
    }

    private static string? AllowedOrigin(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? string.Join(", ", values) : null;
}
