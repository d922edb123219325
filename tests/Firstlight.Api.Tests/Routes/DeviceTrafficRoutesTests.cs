using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Firstlight.Api.Tests.Support;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Routes;

public sealed class DeviceTrafficRoutesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_is_noted_and_lines_and_gaps_arrive()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        using var response = await OpenAsync(api, id);
        await using var stream = Read(response, await response.Content.ReadAsStreamAsync(Cancellation));
        (await NextAsync(stream)).Type.ShouldBe("live.ready");

        api.Traffic.Say(0, Line(api, "write", "V4 = 21.5"));
        api.Traffic.Say(3, Line(api, "ping", null));

        var (type, data) = await NextAsync(stream);
        type.ShouldBe("traffic");
        ((string?)data["direction"]).ShouldBe("FromDevice");
        ((string?)data["command"]).ShouldBe("write");
        ((string?)data["detail"]).ShouldBe("V4 = 21.5");
        var gap = await NextAsync(stream);
        (gap.Type, (int?)gap.Data["missed"]).ShouldBe(("traffic.gap", 3));
        (await NextAsync(stream)).Type.ShouldBe("traffic");
        var entry = (await api.GetAsync("/api/v1/audit"))["items"]![0]!;
        ((string?)entry["action"], (string?)entry["subject"]).ShouldBe(("traffic.watched", $"device/{id}"));
    }

    [Fact]
    public async Task It_ends_by_itself_after_ten_minutes_even_on_a_device_that_never_rests()
    {
        await using var api = await ApiUnderTest.StartAsync();
        using var response = await OpenAsync(api, await api.MakeDeviceAsync());
        await using var stream = Read(response, await response.Content.ReadAsStreamAsync(Cancellation));
        await NextAsync(stream);

        api.Time.Advance(TimeSpan.FromMinutes(9.9));
        string type;
        do
        {
            api.Time.Advance(TimeSpan.FromSeconds(3));
            api.Traffic.Say(0, Line(api, "ping", null));
            type = (await NextAsync(stream)).Type;
        } while (type is "live.heartbeat" or "traffic");

        type.ShouldBe("traffic.end");
        (await stream.MoveNextAsync().AsTask().WaitAsync(Patience, Cancellation)).ShouldBeFalse();
        api.Traffic.Watching.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task It_ends_with_the_page()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var response = await OpenAsync(api, await api.MakeDeviceAsync());
        var stream = Read(response, await response.Content.ReadAsStreamAsync(Cancellation));
        await NextAsync(stream);

        response.Dispose();

        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!api.Traffic.Watching.IsCancellationRequested && TimeProvider.System.GetUtcNow() < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        api.Traffic.Watching.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_device_and_too_many_watchers_are_refused()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        api.Traffic.Full = true;

        (await OpenAsync(api, 4711)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await OpenAsync(api, id)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static Task<HttpResponseMessage> OpenAsync(ApiUnderTest api, long id) =>
        api.Http.GetAsync($"/api/v1/devices/{id}/traffic", HttpCompletionOption.ResponseHeadersRead, Cancellation);

    private static IAsyncEnumerator<SseItem<string>> Read(HttpResponseMessage response, Stream body)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return SseParser.Create(body).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
    }

    private static async Task<(string Type, JsonNode Data)> NextAsync(IAsyncEnumerator<SseItem<string>> stream)
    {
        (await stream.MoveNextAsync().AsTask().WaitAsync(Patience, Cancellation)).ShouldBeTrue();
        return (stream.Current.EventType, JsonNode.Parse(stream.Current.Data)!);
    }

    private static TrafficLine Line(ApiUnderTest api, string command, string? detail) =>
        new(api.Time.GetUtcNow(), TrafficDirection.FromDevice, "native", command, detail);
}
