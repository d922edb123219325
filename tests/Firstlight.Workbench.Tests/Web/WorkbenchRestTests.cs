using System.Net;
using Firstlight.Edgent;
using Firstlight.TestKit;
using Firstlight.Workbench.Tests.Peers;

namespace Firstlight.Workbench.Tests.Web;

public sealed class WorkbenchRestTests
{
    [Fact]
    public async Task A_new_room_is_furnished_as_an_example()
    {
        await using var workbench = await RunningWorkbench.StartAsync();

        var room = await workbench.GetAsync("/room");

        room.GetProperty("devices")[0].GetProperty("templateId").GetString().ShouldBe("TMPLthermo01");
        room.GetProperty("networks")
            .EnumerateArray()
            .Select(network => network.GetProperty("ssid").GetString())
            .ShouldBe(["Home", "Neighbour 5G", "Workshop"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task New_devices_speak_TLS_where_there_is_a_root_to_trust_unless_told_otherwise(bool withRoot)
    {
        using var authority = new PrivateAuthority();
        var root = Path.GetTempFileName();
        await File.WriteAllTextAsync(root, authority.RootPem, TestContext.Current.CancellationToken);
        await using var workbench = await RunningWorkbench.StartAsync(trustFile: withRoot ? root : null);
        File.Delete(root);

        (await workbench.GetAsync("/devices/dev-1")).GetProperty("tls").GetBoolean().ShouldBe(withRoot);
        foreach (var (said, tls) in new[] { ("", withRoot), (""","tls":true""", true), (""","tls":false""", false) })
        {
            var (_, made) = await workbench.SendAsync(
                "POST",
                "/devices",
                $$"""{"name":"Unit","templateId":"TMPLabcdefgh"{{said}}}"""
            );
            made.GetProperty("tls").GetBoolean().ShouldBe(tls);
        }
    }

    [Fact]
    public async Task A_phone_finds_the_access_point_and_speaks_to_its_portal()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var device = workbench.Room.Find("dev-1").ShouldNotBeNull();
        await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);

        var point = (await workbench.GetAsync("/air")).GetProperty("accessPoints")[0];
        var board = await workbench.GetAsync(point.GetProperty("url").GetString() + "/board_info.json");
        var networks = await workbench.GetAsync(point.GetProperty("url").GetString() + "/wifi_scan.json");

        board.GetProperty("ssid").GetString().ShouldBe(point.GetProperty("ssid").GetString());
        networks[0].GetProperty("ssid").GetString().ShouldBe("Home");
        await Bench.UntilAsync(() => device.Light == LightPatterns.PhonePresent, device);
    }

    [Theory]
    [InlineData("/air/dev-1/board_info.json")]
    [InlineData("/air/dev-77/board_info.json")]
    public async Task Without_an_access_point_the_connection_breaks(string path)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await workbench.SendAsync("POST", "/devices/dev-1/power", """{"on":false}""");

        await Should.ThrowAsync<HttpRequestException>(() => workbench.GetAsync(path));
    }

    [Theory]
    [InlineData("POST", "/devices", "", 400, "")]
    [InlineData("POST", "/devices", "[]", 400, "")]
    [InlineData("POST", "/devices", "null", 400, "")]
    [InlineData("POST", "/devices", "{", 400, "")]
    [InlineData("POST", "/devices", """{"name":"","templateId":"TMPLabcdefgh"}""", 400, "name")]
    [InlineData("POST", "/devices", """{"name":"a\u0000b","templateId":"TMPLabcdefgh"}""", 400, "name")]
    [InlineData("POST", "/devices", """{"name":"x","templateId":"TMPL"}""", 400, "templateId")]
    [InlineData("POST", "/devices", """{"name":"x","templateId":"../../etc"}""", 400, "templateId")]
    [InlineData("POST", "/devices", """{"name":"x","templateId":7}""", 400, "templateId")]
    [InlineData(
        "POST",
        "/devices",
        """{"name":"x","templateId":"TMPLabcdefgh","behaviour":"toaster"}""",
        400,
        "behaviour"
    )]
    [InlineData("POST", "/devices", """{"name":"x","templateId":"TMPLabcdefgh","behaviour":1}""", 400, "behaviour")]
    [InlineData("POST", "/devices", """{"name":"x","templateId":"TMPLabcdefgh","colour":"red"}""", 400, "colour")]
    [InlineData("GET", "/devices/dev-77", null, 404, null)]
    [InlineData("DELETE", "/devices/dev-77", null, 404, null)]
    [InlineData("GET", "/devices/dev-77/log", null, 404, null)]
    [InlineData("POST", "/devices/dev-77/power", """{"on":true}""", 404, null)]
    [InlineData("POST", "/devices/dev-1/power", "{}", 400, "on")]
    [InlineData("POST", "/devices/dev-1/power", """{"on":"yes"}""", 400, "on")]
    [InlineData("POST", "/devices/dev-1/button", "{}", 400, "heldSeconds")]
    [InlineData("POST", "/devices/dev-1/button", """{"heldSeconds":0}""", 400, "heldSeconds")]
    [InlineData("POST", "/devices/dev-1/button", """{"heldSeconds":1e99}""", 400, "heldSeconds")]
    [InlineData("POST", "/devices/dev-1/button", """{"heldSeconds":"NaN"}""", 400, "heldSeconds")]
    [InlineData("POST", "/networks", """{"ssid":"Home","password":"long-enough"}""", 409, null)]
    [InlineData("POST", "/networks", """{"ssid":"New","password":"short"}""", 400, "password")]
    [InlineData("POST", "/networks", """{"ssid":"New","security":"WPA9"}""", 400, "security")]
    [InlineData("POST", "/networks", """{"password":"long-enough"}""", 400, "ssid")]
    [InlineData("PATCH", "/networks/Nowhere", """{"on":false}""", 404, null)]
    [InlineData("PATCH", "/networks/Home", """{"ssid":"Other"}""", 400, "ssid")]
    [InlineData("PATCH", "/networks/Home", """{"password":"short"}""", 400, "password")]
    [InlineData("PUT", "/networks/Home", """{"rssi":"strong"}""", 400, "rssi")]
    [InlineData("DELETE", "/networks/Nowhere", null, 404, null)]
    [InlineData("POST", "/nowhere", "{}", 404, null)]
    [InlineData("PATCH", "/devices/dev-1", "{}", 405, null)]
    public async Task Bad_input_is_refused_in_problem_json(
        string method,
        string path,
        string? json,
        int status,
        string? field
    )
    {
        await using var workbench = await RunningWorkbench.StartAsync();

        var (answered, problem) = await workbench.SendAsync(method, path, json);

        ((int)answered).ShouldBe(status, problem.ToString());
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        if (field is not null)
            problem.GetProperty("field").GetString().ShouldBe(field);
        // It goes on working.
        (await workbench.GetAsync("/devices"))
            .GetArrayLength()
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read()
    {
        await using var workbench = await RunningWorkbench.StartAsync();

        var (status, _) = await workbench.SendAsync(
            "POST",
            "/networks",
            $$"""{"ssid":"{{new string('x', 100_000)}}"}"""
        );

        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Networks_can_be_added_changed_and_removed_and_never_tell_their_password()
    {
        await using var workbench = await RunningWorkbench.StartAsync();

        var added = await workbench.SendAsync("POST", "/networks", """{"ssid":"Attic ☂","password":"long-enough"}""");
        var changed = await workbench.SendAsync("PATCH", "/networks/Attic%20%E2%98%82", """{"on":false,"rssi":-80}""");
        var opened = await workbench.SendAsync("PUT", "/networks/Attic%20%E2%98%82", """{"password":""}""");
        var removed = await workbench.SendAsync("DELETE", "/networks/Attic%20%E2%98%82");

        added.Status.ShouldBe(HttpStatusCode.Created);
        added.Body.GetProperty("security").GetString().ShouldBe("WPA2");
        changed.Body.GetProperty("on").GetBoolean().ShouldBeFalse();
        changed.Body.GetProperty("rssi").GetInt32().ShouldBe(-80);
        opened.Body.GetProperty("security").GetString().ShouldBe("OPEN");
        removed.Status.ShouldBe(HttpStatusCode.NoContent);
        var room = (await workbench.GetAsync("/room")).ToString() + added.Body + changed.Body;
        room.ShouldNotContain("long-enough");
        room.ShouldNotContain(ExampleRoom.HomePassword);
    }

    [Fact]
    public async Task A_watcher_hears_what_is_there_and_what_changes_until_the_program_ends()
    {
        StreamReader reader;
        await using (var workbench = await RunningWorkbench.StartAsync())
        {
            var stream = await workbench.Http.GetStreamAsync("/live", TestContext.Current.CancellationToken);
            reader = new StreamReader(stream);
            await ReadUntilAsync(reader, "event: room");
            (await ReadUntilAsync(reader, "dev-1")).ShouldStartWith("data: ");
            await workbench.SendAsync("POST", "/networks", """{"ssid":"Attic","password":"long-enough"}""");
            (await ReadUntilAsync(reader, "Attic")).ShouldNotContain("long-enough");
            await workbench.SendAsync("DELETE", "/devices/dev-1");
            await ReadUntilAsync(reader, "event: device.removed");
        }

        // The stream has ended, and the program did not have to wait for it.
        using (reader)
        {
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
                continue;
        }
    }

    [Fact]
    public async Task The_room_is_the_same_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-workbench-");
        try
        {
            string uid;
            await using (var first = await RunningWorkbench.StartAsync(folder.FullName))
            {
                uid = await ReadUidAsync(first);
                await first.SendAsync(
                    "POST",
                    "/devices",
                    """{"name":"Lamp","templateId":"TMPLlamp0001","behaviour":"silent"}"""
                );
                await first.SendAsync("POST", "/devices/dev-2/power", """{"on":false}""");
                await first.SendAsync("DELETE", "/networks/Workshop");
            }

            await using (var second = await RunningWorkbench.StartAsync(folder.FullName))
            {
                (await ReadUidAsync(second)).ShouldBe(uid);
                var lamp = await second.GetAsync("/devices/dev-2");
                lamp.GetProperty("behaviour").GetString().ShouldBe("silent");
                lamp.GetProperty("power").GetBoolean().ShouldBeFalse();
                (await second.GetAsync("/networks")).GetArrayLength().ShouldBe(2);
                await second.SendAsync("DELETE", "/devices/dev-2");
            }

            // A number is never given twice: a new device must not inherit the flash of one that is gone.
            await using var third = await RunningWorkbench.StartAsync(folder.FullName);
            var next = await third.SendAsync("POST", "/devices", """{"name":"Lamp","templateId":"TMPLlamp0001"}""");
            next.Body.GetProperty("id").GetString().ShouldBe("dev-3");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_refused_in_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-workbench-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "room.json"),
                "not a room",
                TestContext.Current.CancellationToken
            );

            var fault = await Should.ThrowAsync<InvalidDataException>(() =>
                RunningWorkbench.StartAsync(folder.FullName)
            );

            fault.Message.ShouldContain("room.json");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string part)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            if (line.ShouldNotBeNull().Contains(part, StringComparison.Ordinal))
                return line;
        }
    }

    // The unit's id lives in its flash only.
    private static async Task<string> ReadUidAsync(RunningWorkbench workbench)
    {
        var device = workbench.Room.Find("dev-1").ShouldNotBeNull();
        await Bench.UntilAsync(() => device.AccessPointSsid is not null, device);
        return (await workbench.GetAsync("/air/dev-1/board_info.json"))
            .GetProperty("uid")
            .GetString()
            .ShouldNotBeNull();
    }
}
