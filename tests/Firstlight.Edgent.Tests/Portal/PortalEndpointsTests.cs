using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Tests.Portal;

public sealed class PortalEndpointsTests : IAsyncLifetime
{
    private readonly FakeBoard _board = new();
    private WebApplication _app = null!;
    private HttpClient _phone = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        var portal = new Edgent.Portal(_board, captive: false);
        _app.MapEdgentPortal("/devices/{id}/ap", context => context.GetRouteId() == "7" ? portal : null);
        await _app.StartAsync(Stop);
        var address = _app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        _phone = new HttpClient { BaseAddress = new Uri($"{address}/devices/7/ap/") };
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_phone_reads_writes_and_uploads_below_a_prefix()
    {
        (await _phone.GetStringAsync("", Stop)).ShouldContain("<form");
        (await _phone.GetStringAsync("board_info.json", Stop)).ShouldContain("TMPL00AABBCC");
        var config = await _phone.GetAsync($"config?ssid=home&blynk={new string('t', 32)}", Stop);
        config.StatusCode.ShouldBe(HttpStatusCode.OK);
        config.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);

        using var upload = new MultipartFormDataContent
        {
            { new ByteArrayContent(new byte[200_000]), "update", "f.bin" },
        };
        (await _phone.PostAsync("update", upload, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _board.Image!.Length.ShouldBe(200_000);
    }

    [Fact]
    public async Task Without_its_last_slash_the_page_is_looked_for_with_it()
    {
        using var phone = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        var answer = await phone.GetAsync(new Uri(_phone.BaseAddress!, "../ap?ssid=home"), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/devices/7/ap/?ssid=home");
    }

    [Fact]
    public async Task A_preflight_passes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "config");
        (await _phone.SendAsync(request, Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_reboot_breaks_the_connection_and_so_does_a_device_that_is_not_there()
    {
        await Should.ThrowAsync<HttpRequestException>(() => _phone.GetAsync("reboot", Stop));
        _board.Reboots.ShouldBe(1);
        await Should.ThrowAsync<HttpRequestException>(() => _phone.GetAsync("../../8/ap/board_info.json", Stop));
    }
}
