using System.Text;
using System.Text.Json;
using Firstlight.TestKit.Fuzzing;

namespace Firstlight.Edgent.Tests;

/// <summary>What servers, phones and a damaged medium may hand to a device: no fault, no hang, no memory without end.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Boundary = "----firstlight";

    private static readonly EdgentConfig Config = new()
    {
        Valid = true,
        Ssid = "Home",
        Password = "firstlight-wifi",
        Token = "0123456789abcdefghijklmnopqrs-_Z",
        Host = "cloud.example",
        Uid = "0123456789abcdef",
        FirmwareVersion = "1.2.0",
    };

    private static readonly EdgentOptions Options = new()
    {
        TemplateId = "TMPL00AABBCC",
        TemplateName = "Thermostat",
        FirmwareVersion = "1.2.0",
    };

    private static readonly byte[] Stored = StoredConfig.Write(Config, SlotRecord.PayloadBytesMax);

    private static readonly byte[][] Answers = Texts(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"token\":\"0123456789abcdefghijklmnopqrs-_Z\"}",
        "HTTP/1.0 404 Not Found\r\n\r\n{\"code\":\"code_\\u006eot_found\",\"title\":\"Caf\\u00e9\"}",
        "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/\r\n\r\n<html>",
        "HTTP/1.1 200 OK\r\nContent-Length: 123456\r\nX-SHA256: 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\n\r\n"
    );

    private static readonly FuzzPlan Plan = new(
        (new("answer of a server", Answers, ReadAnswer), 50_000, 2_000_000),
        (new("offer of firmware", Answers, bytes => FirmwareOffer.Read(bytes, out _)), 50_000, 2_000_000),
        (
            new(
                "slot of the medium",
                [new SlotRecord(7, Stored).ToBytes(), new SlotRecord(8, []).ToBytes(), new byte[64]],
                ReadSlot
            ),
            50_000,
            2_000_000
        ),
        (new("configuration of the medium", [Stored, .. Texts("{}", "null")], ReadStored), 50_000, 2_000_000),
        (
            new(
                "form of a phone",
                Texts(
                    "ssid=Home&pass=firstlight-wifi&blynk=0123456789abcdefghijklmnopqrs-_Z&host=h.example&port_ssl=8443&save=1",
                    "ssid=a+b%20c%C3%A9&pass=&code=ABCD-EFGH&ip=10.0.0.7&mask=255.255.255.0&gw=10.0.0.1&dns=1.1.1.1",
                    "?ssid=%00&if=wifi&pass=%FF%FE"
                ),
                ReadForm
            ),
            20_000,
            500_000
        ),
        (
            new(
                "upload of firmware",
                Texts(
                    $"--{Boundary}\r\nContent-Disposition: form-data; name=\"update\"; filename=\"a.bin\"\r\n\r\nimage\r\n--{Boundary}--\r\n",
                    $"--{Boundary}\r\nContent-Disposition: form-data; name=x; filename*=UTF-8''%e2%82\r\n\r\n1\r\n--{Boundary}--",
                    $"--{Boundary}\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--{Boundary}\r\nContent-Type: a/b\r\n\r\n"
                ),
                ReadUpload
            ),
            10_000,
            200_000
        ),
        (
            new(
                "console line",
                Texts("connect 0123456789abcdefghijklmnopqrs-_Z Home secret12", "config start", "devinfo", "reboot"),
                bytes => ConsoleLine.Read(Encoding.UTF8.GetString(bytes), Options, Config)
            ),
            50_000,
            1_000_000
        )
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void ReadAnswer(byte[] bytes)
    {
        var answer = HttpAnswer.Read(bytes);
        _ = answer?.Text("token");
        _ = answer?.Text("code");
    }

    private static void ReadSlot(byte[] bytes)
    {
        // What its sum vouches for was written whole.
        if (SlotRecord.Read(bytes) is { Payload.Length: > 0 } record)
            StoredConfig.Read(record.Payload).Token.ShouldBe(Config.Token);
    }

    private static void ReadStored(byte[] bytes)
    {
        try
        {
            var config = StoredConfig.Read(bytes);
            string[] texts =
            [
                config.Ssid,
                config.Password,
                config.Token,
                config.Host,
                config.Uid,
                config.FirmwareVersion,
            ];
            texts.ShouldAllBe(text => text != null);
        }
        catch (JsonException)
        {
            // Firmware of another form wrote it: the device begins as new.
        }
    }

    private static void ReadForm(byte[] bytes)
    {
        var request = Request(bytes, "application/x-www-form-urlencoded") with
        {
            Query = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 64)),
        };
        var arguments = PortalForm.ReadAsync(request, default).GetAwaiter().GetResult();
        if (arguments is not null)
            SettingsFromPhone.TryRead(arguments, Config, kept: null, out _, out _, out _);
    }

    private static void ReadUpload(byte[] bytes)
    {
        var request = Request(bytes, $"multipart/form-data; boundary={Boundary}");
        try
        {
            using var image = FirmwareUpload.OpenAsync(request, default).GetAwaiter().GetResult();
            image?.CopyTo(Stream.Null);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            // The image ends in its middle, or what follows it is no form: the update fails and says so.
        }
    }

    private static PortalRequest Request(byte[] body, string type) =>
        new()
        {
            Method = "POST",
            Path = "/config",
            Header = name => name == "Content-Type" ? type : null,
            Body = new MemoryStream(body),
        };

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
