using System.Net;
using Firstlight.Edgent.Linux.Tests.Fakes;

namespace Firstlight.Edgent.Linux.Tests.Radio;

public sealed class PortalServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_reads_the_board_while_it_runs_and_nothing_afterwards()
    {
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var portal = await new SilentBoard().OpenPortalAsync(power.Token);
        using var phone = new HttpClient();

        Uri url;
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        await using (var server = await PortalServer.StartAsync(any, portal, TimeProvider.System, Cancellation))
        {
            url = new Uri(new Uri(server.Url), "board_info.json");
            var answer = await phone.GetAsync(url, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.Contains("Server").ShouldBeFalse();
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Thermostat");
        }

        await Should.ThrowAsync<HttpRequestException>(() => phone.GetAsync(url, Cancellation));
        await power.CancelAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_fault_that_names_it()
    {
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var portal = await new SilentBoard().OpenPortalAsync(power.Token);
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        await using var first = await PortalServer.StartAsync(any, portal, TimeProvider.System, Cancellation);
        var taken = new IPEndPoint(IPAddress.Loopback, new Uri(first.Url).Port);

        var fault = await Should.ThrowAsync<IOException>(() =>
            PortalServer.StartAsync(taken, portal, TimeProvider.System, Cancellation)
        );

        fault.Message.ShouldContain($"{taken.Port}");
        await power.CancelAsync();
    }
}
