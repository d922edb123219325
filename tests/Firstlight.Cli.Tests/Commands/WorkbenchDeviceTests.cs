using System.Collections.Concurrent;
using Firstlight.Cli.Tests.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Cli.Tests.Commands;

public sealed class WorkbenchDeviceTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public void Dispose() => _desk.Dispose();

    public static TheoryData<string[], string> Hands =>
        new()
        {
            { ["log"], "GET /devices/dev-3/log" },
            { ["light"], "GET /devices/dev-3" },
            { ["press"], "POST /devices/dev-3/button" },
            { ["power", "off"], "POST /devices/dev-3/power" },
            { ["remove"], "DELETE /devices/dev-3" },
        };

    [Theory]
    [MemberData(nameof(Hands))]
    public async Task The_only_device_in_the_room_need_not_be_named(string[] hand, string request)
    {
        await using var workbench = await RoomAsync("dev-3");

        var run = await RunAsync(workbench, hand);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
        _requests.Last().ShouldBe(request);
    }

    [Theory]
    [MemberData(nameof(Hands))]
    public async Task Of_several_one_must_be_named_and_the_complaint_lists_them(string[] hand, string request)
    {
        await using var workbench = await RoomAsync("dev-3", "dev-8");

        var run = await RunAsync(workbench, hand);

        run.ExitCode.ShouldBe(ExitCodes.Usage, run.Everything);
        run.Error.ShouldContain("dev-3 (Unit of dev-3), dev-8 (Unit of dev-8)");
        _requests.ShouldNotContain(request);

        string[] named = [hand[0], "dev-8", .. hand[1..]];
        (await RunAsync(workbench, named)).ExitCode.ShouldBe(ExitCodes.Ok);
        _requests.Last().ShouldBe(request.Replace("dev-3", "dev-8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_an_empty_room_the_complaint_says_how_to_put_a_device_in()
    {
        await using var workbench = await RoomAsync();

        var run = await RunAsync(workbench, "log");

        run.ExitCode.ShouldBe(ExitCodes.NotFound, run.Everything);
        run.Error.ShouldContain("workbench add");
    }

    private Task<CommandRun> RunAsync(LoopbackServer workbench, params string[] arguments) =>
        _desk.RunAsync(["workbench", "--workbench", workbench.Address.ToString(), .. arguments]);

    private Task<LoopbackServer> RoomAsync(params string[] ids) =>
        LoopbackServer.StartAsync(app =>
        {
            app.Use(
                (context, next) =>
                {
                    _requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
                    return next();
                }
            );
            app.MapGet("/devices", () => ids.Select(id => new { id, name = $"Unit of {id}" }));
            app.MapGet("/devices/{id}", (string id) => new { id, light = new { description = "online" } });
            app.MapGet("/devices/{id}/log", () => new { lines = Array.Empty<string>() });
            app.MapPost("/devices/{id}/{hand}", () => Results.Json(new { }));
            app.MapDelete("/devices/{id}", () => Results.NoContent());
        });
}
