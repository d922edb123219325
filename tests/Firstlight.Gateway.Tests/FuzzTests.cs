using System.Buffers;
using System.Text;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Http;
using Firstlight.Gateway.Mqtt;
using Firstlight.Gateway.Mqtt.Nodes;
using Firstlight.Gateway.Mqtt.Uplinks;
using Firstlight.Gateway.Native;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Gateway.Traffic;
using Firstlight.TestKit;
using Firstlight.TestKit.Fuzzing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Tests;

/// <summary>Queries, forms, files and payloads of devices: taken or refused, and nothing else.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Boundary = "----firstlight";

    // A call may be as long as Kestrel and a form let it; what it costs grows with its length and not faster.
    private static readonly string Longest = string.Concat(Enumerable.Range(0, 2_000).Select(pin => $"v{pin % 256}&"));

    private static readonly ManualTime Time = new();

    private static readonly FuzzPlan Plan = new(
        (
            new(
                "query and form of a call",
                Texts(
                    "token=0123456789abcdefghijklmnopqrs-_Z&v4=21.5&V5=a%20b&pin=V7&value=24.03&value=49.84",
                    "dataStreamId=2&value=1&a=b&a=c&=&&%&%4&x=%C0%80&d7&A0",
                    "period=THREE_MONTHS&granularityType=HOURLY&sourceType=AVG&tzName=Europe/Kyiv&format=ISO_US&sendEvents=true",
                    Longest,
                    Longest.Replace('v', 'x')
                ),
                ReadQuery,
                AllocatedBytesMax: 1024 * 1024
            ),
            500,
            50_000
        ),
        (
            new(
                "points of the past",
                Texts(
                    """[[1767225600000,21.5],[1767225600001,"warm"],[1767225600002,true]]""",
                    """[[1767225600000,[24.03,49.84]],[-1,1e999],["\u0061",null]]"""
                ),
                Import
            ),
            10_000,
            300_000
        ),
        (
            new(
                "file in a form",
                Texts(
                    $"--{Boundary}\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nDUMP\r\n--{Boundary}\r\n"
                        + "Content-Disposition: form-data; name=\"upfile\"; filename=\"a/../b.png\"\r\n\r\nimage\r\n"
                        + $"--{Boundary}--\r\n",
                    $"--{Boundary}\r\nContent-Disposition: form-data; name=upfile; filename*=UTF-8''%e2%82\r\n\r\n"
                ),
                Upload
            ),
            10_000,
            200_000
        ),
        (
            new(
                "payloads of MQTT",
                Texts(
                    """{"Temperature":21.5,"Mode":"caf\u00e9","Switch":true,"Place":[24.03,49.84],"V9":{}}""",
                    """{"tmpl":"TMPL00AABBCC","ver":"1.2.0","build":"Feb 11 2026","type":"TMPL00AABBCC","rxbuff":1024}""",
                    """[[1767225600000,21.5],[1767225600001,"warm"]]""",
                    "Temperature,Mode,V5",
                    "24.03\u000049.84"
                ),
                TakePayload
            ),
            10_000,
            300_000
        ),
        (
            new(
                "what a balancer says in front",
                [
                    .. Texts("PROXY TCP4 203.0.113.7 10.0.0.11 51234 8080\r\n", "PROXY UNKNOWN\r\n"),
                    Convert.FromHexString("0D0A0D0A000D0A515549540A21110013CB0071070A00000BC8221F9004000400000000"),
                ],
                bytes => ProxyHeader.ReadAsync(new MemoryStream(bytes), default).GetAwaiter().GetResult()
            ),
            50_000,
            1_000_000
        ),
        (
            new(
                "fields of the native protocol",
                Texts(
                    "ver\u00001.3.2\0h-beat\045\0buff-in\01024\0dev\0ESP32\0tmpl\0TMPL00AABBCC\0fw\01.2.0\0",
                    "vw\04\021.5",
                    "vw\0255\0"
                ),
                ReadFields
            ),
            50_000,
            1_000_000
        ),
        (
            new(
                "topic behind a gateway",
                Texts("dev/0123456789abcdefghijklmnopqrs-_Z/ds/Temperature", "dev//", "dev/+/#"),
                bytes => NodeTopic.TryRead(Encoding.UTF8.GetString(bytes), out _, out _)
            ),
            50_000,
            1_000_000
        )
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void ReadQuery(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var half = text.Length / 2;
        var query = new CallQuery(new QueryString("?" + text[..half]), text[half..]);
        query.Words();
        query.Pins();
        query.Writes();
        query.Without("token", "pin");
        query.FindDatastream(FakeDoor.Thermostat);
        ReportRequest.Read(query, device: 42, pin: null, Time.GetUtcNow());
    }

    private static void Import(byte[] bytes)
    {
        var request = Post(bytes, "application/json");
        var query = new CallQuery(new QueryString("?pin=V4"));
        var answer = new ImportCall(Time).ServeAsync(Device(), query, request, default);
        answer.GetAwaiter().GetResult().ShouldNotBeNull();
    }

    private static void Upload(byte[] bytes)
    {
        var request = Post(bytes, $"multipart/form-data; boundary={Boundary}");
        var call = new UploadCall(new FakeFiles(), Options.Create(new FleetOptions()));
        var answer = call.ServeAsync(Device(), new CallQuery(default), request, default);
        answer.GetAwaiter().GetResult().ShouldNotBeNull();
    }

    private static void TakePayload(byte[] bytes)
    {
        var payload = new ReadOnlySequence<byte>(bytes);
        // Behind a prefix, nobody subscribed: nothing is said, and there is no link to say it on.
        var voice = new MqttVoice(null!, "dev/x/", new TrafficTap(new FakeTraffic(), Time, "mqtt"));
        var device = new MqttDevice(Device(), voice, keepAlive: null, Time);
        foreach (
            var topic in (string[])["batch_ds", "info/mcu", "ds/Temperature/timestamped_batch", "ds/Place", "get/ds"]
        )
            UplinkRoutes.TakeAsync(device, topic, payload, default).AsTask().GetAwaiter().GetResult();
    }

    private static void ReadFields(byte[] bytes)
    {
        var body = new ReadOnlySequence<byte>(bytes);
        PinFields.TryReadWrite(body, out _, out _);
        InfoBlock.TryRead(Encoding.UTF8.GetString(bytes).Split('\0'));
    }

    private static FakeSession Device() => new(new FakeDoor(), link: null);

    private static HttpRequest Post(byte[] body, string type)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.ContentType = type;
        request.Body = new MemoryStream(body);
        return request;
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
