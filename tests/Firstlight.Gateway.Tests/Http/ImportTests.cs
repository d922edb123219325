using System.Net;
using Firstlight.Core;
using Firstlight.Gateway.Tests.Fakes;
using static Firstlight.Gateway.Tests.Http.Calls;

namespace Firstlight.Gateway.Tests.Http;

/// <summary>Points of the past in one body.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData("v4", "20.1", "20.1")]
    [InlineData("V0", "1", "1")]
    [InlineData("v0", "true", "1")]
    [InlineData("v5", "\"a\"", "a")]
    [InlineData("v7", "[30.52,50.45]", "30.52\050.45")]
    public async Task Points_are_stored_with_their_times_and_answered_with_OK(string pin, string json, string value)
    {
        await using var host = await GatewayHost.StartAsync();
        var now = host.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var body = $"[[{now - 60_000},{json}],[{now},{json}]]";
        await (await PostAsync(host, $"batch/update?{T}&pin={pin}", body)).ShouldAnswerAsync("OK");
        host.Door.Points.Select(point => (point.Value, point.At!.Value.ToUnixTimeMilliseconds()))
            .ShouldBe([(value, now - 60_000), (value, now)]);
    }

    [Theory]
    [InlineData("v4", "text/plain", "[[NOW,1]]", "Unknown content type.")]
    [InlineData("v4", "application/x-www-form-urlencoded", "[[NOW,1]]", "Unknown content type.")]
    [InlineData("v256", "application/json", "[[NOW,1]]", "Wrong pin format.")]
    [InlineData("v77", "application/json", "[[NOW,1]]", "No datastream setup for that pin.")]
    [InlineData("v0", "application/json", "[[NOW,1],[NOW,\"warm\"]]", "Value doesn't match the Datastream data type")]
    [InlineData("v0", "application/json", "[[NOW,1],[NOW]]", "Wrong request format.")]
    [InlineData("v0", "application/json", "[[NOW,1],[\"NOW\",1]]", "Wrong request format.")]
    [InlineData("v0", "application/json", "[[NOW,{}]]", "Wrong request format.")]
    [InlineData("v0", "application/json", "{}", "Wrong request format.")]
    [InlineData("v0", "application/json", "[[NOW,1", "Wrong request format.")]
    [InlineData("v0", "application/json", "", "Wrong request format.")]
    [InlineData("v0", "application/json", "[[[[[[1]]]]]]", "Wrong request format.")]
    [InlineData("v0", "application/json", "[[NOW,1],[1000,1]]", "Timestamp is out of range.")]
    [InlineData("v0", "application/json", "[[9223372036854775807,1]]", "Timestamp is out of range.")]
    public async Task A_wrong_body_is_refused_and_nothing_of_it_is_taken(
        string pin,
        string contentType,
        string body,
        string message
    )
    {
        await using var host = await GatewayHost.StartAsync();
        var now = $"{host.Time.GetUtcNow().ToUnixTimeMilliseconds()}";
        var answer = await PostAsync(host, $"batch/update?{T}&pin={pin}", body.Replace("NOW", now), contentType);
        await answer.ShouldRefuseAsync(message);
        host.Door.Points.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_thousand_points_are_taken_and_one_more_is_too_many()
    {
        await using var host = await GatewayHost.StartAsync();
        var point = $"[{host.Time.GetUtcNow().ToUnixTimeMilliseconds()},1]";
        string Body(int points) => $"[{string.Join(',', Enumerable.Repeat(point, points))}]";
        await (await PostAsync(host, $"batch/update?{T}&pin=v0", Body(10_001))).ShouldRefuseAsync(
            "Too much data in batch. Maximum batch size is 10000 points."
        );
        host.Door.Points.ShouldBeEmpty();
        await (await PostAsync(host, $"batch/update?{T}&pin=v0", Body(10_000))).ShouldAnswerAsync("OK");
        host.Door.Points.Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_body_above_the_gateways_limit_is_refused_by_its_size()
    {
        await using var host = await GatewayHost.StartAsync(options => options.HttpBodyBytesMax = 2_000);
        var answer = await PostAsync(host, $"batch/update?{T}&pin=v5", $"[[1,\"{new string('x', 3_000)}\"]]");
        await answer.ShouldRefuseAsync("The request is too large.", HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_device_has_one_import_at_a_time()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.WriteGate = new TaskCompletionSource();
        var body = $"[[{host.Time.GetUtcNow().ToUnixTimeMilliseconds()},1]]";
        var first = PostAsync(host, $"batch/update?{T}&pin=v0", body);
        await GatewayHost.UntilAsync(() => host.Door.WritesAtGate == 1, "the first import writes");

        var second = await PostAsync(host, $"batch/update?{T}&pin=v0", body);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.ShouldNotBeNull();

        host.Door.WriteGate.SetResult();
        await (await first).ShouldAnswerAsync("OK");
        await (await PostAsync(host, $"batch/update?{T}&pin=v0", body)).ShouldAnswerAsync("OK");
    }

    [Fact]
    public async Task While_the_store_is_away_an_import_is_answered_with_503_and_never_a_wrong_token()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Fault = new StorageUnavailableException("starting");
        foreach (var token in new[] { FakeDoor.Known, FakeDoor.Stranger })
        {
            var answer = await PostAsync(host, $"batch/update?token={token}&pin=v0", "[]");
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_page_of_another_site_may_send_JSON()
    {
        await using var host = await GatewayHost.StartAsync();
        using var http = host.Http();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/external/api/batch/update");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["Content-Type"]);
    }
}
