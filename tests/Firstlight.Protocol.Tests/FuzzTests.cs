using System.Buffers;
using System.Text;
using Firstlight.Protocol.Bundles;
using Firstlight.Protocol.Firmware;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Native;
using Firstlight.Protocol.Provisioning;
using Firstlight.Protocol.Tests.Mqtt;
using Firstlight.Protocol.Tests.Native;
using Firstlight.TestKit.Firmware;
using Firstlight.TestKit.Fuzzing;

namespace Firstlight.Protocol.Tests;

/// <summary>Every reader of bytes from outside, fed with what good bytes may turn into: no fault, no hang, no memory without end.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int MqttBytesMax = 4_096;

    private static readonly byte[][] Texts =
    [
        .. new[]
        {
            """{"tmpl_id":"TMPL00AABBCC","fw_ver":"1.2.0","fw_type":"TMPL00AABBCC","blynk":"1.3.2","ssid":"Blynk Lamp-AB12","bssid":"24:6F:28:AA:BB:CC","last_error":701,"wifi_scan":true,"static_ip":true,"5ghz":false}""",
            """{"status":"ok","msg":"Configuration saved"}""",
            """[{"ssid":"Ho"me","bssid":"24:6F:28:AA:BB:CC","rssi":-52,"sec":"WPA2","ch":6,"hidden":0},{"ssid":"","rssi":-70,"sec":"OPEN","ch":11}]""",
            """{"networks":[{"ssid":"Caf\u00e9","bssid":"24:6F:28:AA:BB:CC","rssi":-52,"sec":"WPA2+WPA3","ch":36}]}""",
            "ssid=Home&pass=firstlight-wifi&blynk=0123456789abcdefghijklmnopqrs-_Z&host=h.example.com&port=8080&port_ssl=8443&save=1",
            "ssid=a+b%20c%C3%A9&pass=&blynk=0123456789abcdefghijklmnopqrs-_Z&host=10.0.0.1&ip=10.0.0.7&mask=255.255.255.0&gw=10.0.0.1",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Each target and how often: the two wires most, files of firmware least, since one input is 4 kB and more.</summary>
    private static readonly FuzzPlan Plan = new(
        (
            new("native frames and bodies", [.. GoldenFrames.All.Select(frame => frame.Bytes)], ReadNative),
            1_000_000,
            10_000_000
        ),
        (
            new(
                "MQTT 3.1.1",
                [.. GoldenPackets.All.Select(packet => packet.Bytes)],
                bytes => ReadMqtt(bytes, MqttVersion.V311)
            ),
            1_000_000,
            10_000_000
        ),
        (
            new(
                "MQTT 5.0",
                [.. GoldenPackets.All.Select(packet => packet.Bytes)],
                bytes => ReadMqtt(bytes, MqttVersion.V5)
            ),
            1_000_000,
            10_000_000
        ),
        (new("board information", Texts, bytes => BoardInfoReader.TryRead(bytes, out _, out _)), 100_000, 2_000_000),
        (
            new("answer to a configuration", Texts, bytes => ConfigAnswerReader.TryRead(bytes, out _)),
            100_000,
            2_000_000
        ),
        (
            new(
                "configuration",
                Texts,
                bytes => _ = ConfigQuery.TryParse(Encoding.UTF8.GetString(bytes), out _, out _)
            ),
            100_000,
            2_000_000
        ),
        (
            new(
                "networks, classic",
                Texts,
                bytes => WifiScanReader.TryRead(bytes, ProvisioningDialect.Classic, out _, out _)
            ),
            100_000,
            2_000_000
        ),
        (
            new(
                "networks, newer",
                Texts,
                bytes => WifiScanReader.TryRead(bytes, ProvisioningDialect.Newer, out _, out _)
            ),
            100_000,
            2_000_000
        ),
        (new("firmware", [EspImageMaker.Application()], ReadFirmware), 5_000, 100_000),
        (new("update bundle", [Bundle()], ReadBundle), 100_000, 2_000_000)
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void ReadNative(byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
                BodyParsers.RunAll(frame.Body);
        }
        catch (ProtocolViolationException)
        {
            // The answer to broken frames: the link ends.
        }
    }

    private static void ReadMqtt(byte[] bytes, MqttVersion version)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        while (PacketReader.Read(ref input, MqttBytesMax, out var packet, out _) is ReadOutcome.Packet)
            AnyPacket.Rewrite(packet, version, out _);
    }

    private static void ReadFirmware(byte[] file)
    {
        FirmwareTag.TryFind(file, out _);
        if (FirmwareStamp.TryOpen(file, out var stamp, out _))
            stamp.TryStamp(new PreProvisioning { Token = "0123456789abcdefghijklmnopqrs-_Z" }, out _, out _);
    }

    private static byte[] Bundle()
    {
        using var maker = new BundleMaker();
        return maker.Make();
    }

    private static void ReadBundle(byte[] file)
    {
        BundleHead.ReadLength(file, out _);
        if (BundleHead.TryRead(file, out var head, out _))
            head.Facts.FindFault().ShouldBeNull();
    }
}
