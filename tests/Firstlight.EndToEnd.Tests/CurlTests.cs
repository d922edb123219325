using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The device HTTPS API as scripts use it: <c>curl</c> against a cloud.</summary>
public sealed class CurlTests
{
    private const string Invalid = """{"error":{"message":"Invalid token."}}""";
    private const string Json = "application/json;charset=utf-8";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_script_lives_a_devices_life(bool overTls)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await TemplateAsync(api);
        var (id, token) = await api.CreateDeviceAsync(template, "Scripted", Cancellation);
        Task<Answer> Curl(string call, params string[] more) => CurlAsync(cloud, overTls, call, more);

        (await Curl($"isHardwareConnected?token={token}")).ShouldBe(
            new Answer("false", 200, "text/plain;charset=utf-8")
        );
        (await Curl($"update?token={token}&v0=21.5")).ShouldBe(new Answer("", 200, ""));
        (await Curl($"get?token={token}&v0")).Body.ShouldBe("21.50000");
        (await Curl($"batch/update?token={token}&V0=22.75&V2=open")).Body.ShouldBe("OK");
        (await Curl($"get?token={token}&V0&v2")).ShouldBe(new Answer("""{"V0":22.75,"v2":"open"}""", 200, Json));
        (await Curl($"getAll?token={token}")).Body.ShouldBe("""{"v0":22.75,"v1":20.0,"v2":"open"}""");
        (await Curl($"update?token={token}", "-d", "v0=24", "--data-urlencode", "v2=a b&c é")).Body.ShouldBe("");
        (await Curl($"get?token={token}&pin=V2")).Body.ShouldBe("a b&c é");
        (await Curl($"update?token={token}&v0=1&v77=1")).ShouldBe(
            new Answer("""{"error":{"message":"No datastream setup for that pin."}}""", 400, Json)
        );
        (await Curl($"update?token={token}&v2=changed&v0=warm")).Status.ShouldBe(400);
        (await Curl($"get?token={token}&v0&v2")).Body.ShouldBe("""{"v0":24.0,"v2":"a b&c é"}""");

        (await Curl($"update/property?token={token}&pin=v0&label=Boiler")).ShouldBe(new Answer("", 200, ""));
        (await Curl($"logEvent?token={token}&code=high_temp&description=88C")).ShouldBe(new Answer("", 200, ""));
        (await api.GetAsync($"api/v1/devices/{id}/events", Cancellation)).ToJsonString().ShouldContain("88C");
        (await Curl($"device/meta/update?token={token}&metaFieldName=Serial%20Number&value=SN-0042")).Body.ShouldBe("");
        (await Curl($"device/meta?token={token}&metaFieldName=Serial%20Number")).ShouldBe(
            new Answer("""{"type":"Text","value":"SN-0042"}""", 200, Json)
        );
        (await Curl($"device/meta?token={token}&metaFieldId=1")).Body.ShouldContain("Scripted");
        JsonNode.Parse((await Curl($"device?token={token}")).Body)!["id"]!.GetValue<long>().ShouldBe(id);
    }

    [Fact]
    public async Task A_script_brings_the_past()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (id, token) = await api.CreateDeviceAsync(await TemplateAsync(api), "Logger", Cancellation);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var body = $"[[{now - 120_000},20.1],[{now - 60_000},20.3]]";

        var call = $"batch/update?token={token}&pin=v0";
        (await CurlAsync(cloud, false, call, "-H", "Content-Type: application/json", "-d", body)).Body.ShouldBe("OK");
        (await CurlAsync(cloud, false, call, "-H", "Content-Type: text/plain", "-d", body)).ShouldBe(
            new Answer("""{"error":{"message":"Unknown content type."}}""", 400, Json)
        );

        (await api.HistoryAsync(id, 0, Cancellation)).ShouldBe(["20.1", "20.3"]);
        (await CurlAsync(cloud, false, $"get?token={token}&v0")).Body.ShouldBe("20.30000");
    }

    [Fact]
    public async Task A_script_reads_the_past_as_rows_and_as_a_file()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (_, token) = await api.CreateDeviceAsync(await TemplateAsync(api), "Historian", Cancellation);
        (await CurlAsync(cloud, false, $"data/get?token={token}&pin=v0")).ShouldBe(
            new Answer("""{"error":{"message":"No data"}}""", 500, Json)
        );
        var minute = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds() / 60 * 60;
        var body = $"[[{minute}000,20],[{minute + 30}000,23]]";
        var import = $"batch/update?token={token}&pin=v0";
        (await CurlAsync(cloud, false, import, "-H", "Content-Type: application/json", "-d", body)).Body.ShouldBe("OK");

        var raw = await CurlAsync(cloud, false, $"data/get?token={token}&pin=V0&period=DAY&output=JSON");
        raw.Body.ShouldContain($"\"ts\":{minute},\"value\":20}}");
        raw.Body.ShouldEndWith("\"rows\":2,\"rows_before_limit_at_least\":2}");
        var query = $"data/get?token={token}&dataStreamId=1&period=day&granularityType=MINUTE&output=JSON";
        (await CurlAsync(cloud, false, query)).Body.ShouldContain($"\"ts\":{minute},\"value\":21.5}}");
        (await CurlAsync(cloud, false, query + "&sourceType=MAX")).Body.ShouldContain("\"value\":23}");
        (await CurlAsync(cloud, false, $"data/get?token={token}&period=YEAR")).Status.ShouldBe(500);

        var link = (string)
            JsonNode.Parse((await CurlAsync(cloud, false, $"data/get?token={token}&pin=v0")).Body)!["link"]!;
        var zip = System.IO.Path.Combine(scratch.Path, "report.zip");
        (await DownloadAsync(link, zip)).ShouldBe(200);
        await using var file = File.OpenRead(zip);
        using var archive = new System.IO.Compression.ZipArchive(file);
        using var table = new StreamReader(await archive.Entries.ShouldHaveSingleItem().OpenAsync(Cancellation));
        (await table.ReadToEndAsync(Cancellation)).ShouldContain($"{minute},20\r\n{minute + 30},23\r\n");
    }

    [Fact]
    public async Task A_script_sends_a_picture_and_a_crash_dump()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (id, token) = await api.CreateDeviceAsync(await TemplateAsync(api), "Camera", Cancellation);
        var picture = System.IO.Path.Combine(scratch.Path, "photo.png");
        var copy = System.IO.Path.Combine(scratch.Path, "copy.png");
        await File.WriteAllTextAsync(picture, "pixels", Cancellation);

        var upload = $"upload?token={token}";
        var first = await CurlAsync(cloud, false, upload, "-F", $"upfile=@{picture}");
        first.Status.ShouldBe(200);
        (await DownloadAsync(first.Body, copy)).ShouldBe(200);
        (await File.ReadAllTextAsync(copy, Cancellation)).ShouldBe("pixels");
        await File.WriteAllTextAsync(picture, "newer pixels", Cancellation);
        (await CurlAsync(cloud, false, upload, "-F", $"upfile=@{picture}")).Body.ShouldBe(first.Body);
        await DownloadAsync(first.Body, copy);
        (await File.ReadAllTextAsync(copy, Cancellation)).ShouldBe("newer pixels");

        var dump = await CurlAsync(
            cloud,
            false,
            upload,
            "-F",
            "type=DUMP",
            "-F",
            $"upfile=@{picture};filename=coredump.bin"
        );
        dump.Body.ShouldContain($"/api/v1/devices/{id}/files/");
        (await DownloadAsync(dump.Body, copy)).ShouldBe(401);
        (await api.GetAsync($"api/v1/devices/{id}/files", Cancellation))["items"]!.AsArray().Count.ShouldBe(2);

        using var deleted = await api.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        (await DownloadAsync(first.Body, copy)).ShouldBe(404);
    }

    [Fact]
    public async Task A_token_is_wrong_when_nobody_has_it_and_when_its_device_is_gone()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (id, token) = await api.CreateDeviceAsync(await TemplateAsync(api), "Short-lived", Cancellation);

        (await CurlAsync(cloud, false, $"update?token={new string('x', 32)}&v0=1")).ShouldBe(new(Invalid, 400, Json));
        (await CurlAsync(cloud, false, $"update?token={token}&v0=1")).Status.ShouldBe(200);
        using var deleted = await api.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CurlAsync(cloud, false, $"update?token={token}&v0=1")).ShouldBe(new(Invalid, 400, Json));
        (await CurlAsync(cloud, false, $"getAll?token={token}")).ShouldBe(new(Invalid, 400, Json));
    }

    [Fact]
    public async Task What_a_script_writes_native_and_MQTT_read_as_the_same_text()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (_, token) = await api.CreateDeviceAsync(await TemplateAsync(api), "Many doors", Cancellation);
        (await CurlAsync(cloud, false, $"batch/update?token={token}&v0=21.500&v2=a%2Cb%20%22c%22")).Body.ShouldBe("OK");

        await using (var native = await NativeClient.ConnectAsync(cloud.Port))
        {
            (await native.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
            await native.SendAsync(Command.HardwareSync, "vr", "0", "2");
            (await native.ReadAsync()).Fields.ShouldBe(["vw", "0", "21.500"]);
            (await native.ReadAsync()).Fields.ShouldBe(["vw", "2", "a,b \"c\""]);
            (await CurlAsync(cloud, false, $"update?token={token}&v1=23.5")).Status.ShouldBe(200);
            (await native.ReadAsync()).Fields.ShouldBe(["vw", "1", "23.5"], "a script commands the connected device");
        }

        await using var mqtt = await MqttClient.ConnectAsync(cloud.Port, MqttVersion.V311);
        await mqtt.LogInAsync(token);
        await mqtt.SubscribeAsync("downlink/ds/#");
        await mqtt.PublishAsync("get/ds", "Temperature,Note");
        (await mqtt.ReadMessageAsync()).ShouldContain("21.500");
        (await mqtt.ReadMessageAsync()).ShouldContain("a,b \"c\"");
    }

    private static async Task<string> TemplateAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        await api.PostAsync(
            $"api/v1/templates/{template}/events",
            new { code = "high_temp", name = "Too hot" },
            HttpStatusCode.Created,
            Cancellation
        );
        await api.PostAsync(
            $"api/v1/templates/{template}/metadata-fields",
            new { name = "Serial Number", type = "Text" },
            HttpStatusCode.Created,
            Cancellation
        );
        return template;
    }

    private static async Task<Answer> CurlAsync(CloudProcess cloud, bool overTls, string call, params string[] more)
    {
        var door = overTls ? $"https://localhost:{cloud.TlsPort}" : $"http://127.0.0.1:{cloud.Port}";
        string[] trust = overTls ? ["--cacert", cloud.RootCertificate] : [];
        await using var curl = Child.Start(
            "curl",
            [
                "--silent",
                "--show-error",
                "--max-time",
                "30",
                "--write-out",
                @"\n%{http_code}\n%{content_type}\n",
                .. trust,
                .. more,
                $"{door}/external/api/{call}",
            ]
        );
        (await curl.WaitForExitAsync(Cancellation)).ShouldBe(0, curl.Output);
        var lines = curl.Output.Split('\n');
        return new Answer(string.Join('\n', lines[..^2]), int.Parse(lines[^2], null), lines[^1]);
    }

    /// <summary>Fetches a whole address into a file and answers the status.</summary>
    private static async Task<int> DownloadAsync(string address, string path)
    {
        await using var curl = Child.Start(
            "curl",
            ["--silent", "--max-time", "30", "--output", path, "--write-out", "%{http_code}", address]
        );
        (await curl.WaitForExitAsync(Cancellation)).ShouldBe(0, curl.Output);
        return int.Parse(curl.Output.Trim(), null);
    }

    /// <summary>What <c>curl</c> heard.</summary>
    private sealed record Answer(string Body, int Status, string ContentType);
}
