using System.Net;
using System.Text;
using Firstlight.TestKit.Fuzzing;

namespace Firstlight.Webhooks.Tests;

/// <summary>What people type and receivers answer: taken or refused, and nothing else.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly FuzzPlan Plan = new(
        (
            new(
                "address of a receiver",
                Texts(
                    "https://example.com:8443/hook?a=b%20c",
                    "https://93.184.215.14/hook",
                    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
                    "http://127.0.0.1/",
                    "https://[::ffff:169.254.169.254]/latest",
                    "https://0x7f.1/",
                    "https://user:pass@example.com/#part",
                    "https://xn--bcher-kva.example/"
                ),
                ReadAddress
            ),
            50_000,
            1_000_000
        ),
        (
            new(
                "body of one's own",
                Texts("{\"t\":{device_pinValue},\"n\":\"{device_name}\"}", "a={event_code}&b={{timestamp_unix}}"),
                bytes => WebhookRules.CheckBody(Encoding.UTF8.GetString(bytes))
            ),
            20_000,
            500_000
        ),
        (new("answer of a receiver", Texts("OK", "<html>\r\n\0<body>", "café 🙂"), ReadAnswer), 10_000, 300_000)
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void ReadAddress(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        WebhookRules.ReadUrl(text, allowPrivate: true);
        var read = WebhookRules.ReadUrl(text, allowPrivate: false);
        if (!read.Succeeded)
            return;
        var url = read.Value;
        (url.Scheme, url.UserInfo, url.Fragment).ShouldBe(("https", "", ""));
        // However a number is written: what the platform dials is what was looked at.
        if (IPAddress.TryParse(url.IdnHost, out var literal))
            AddressRules.MayReach(literal, allowPrivate: false).ShouldBeTrue(text);
    }

    private static void ReadAnswer(byte[] bytes)
    {
        using var response = new HttpResponseMessage { Content = new ByteArrayContent(bytes) };
        AnswerText.ReadAsync(response, default).GetAwaiter().GetResult().Length.ShouldBeLessThanOrEqualTo(500);
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
