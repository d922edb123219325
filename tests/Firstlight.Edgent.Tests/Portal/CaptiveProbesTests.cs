using System.Text;

namespace Firstlight.Edgent.Tests.Portal;

/// <summary>What systems ask in a network to learn whether it leads to the internet, and what they get here.</summary>
public sealed class CaptiveProbesTests
{
    private const string Online = "what the system would take for the internet";

    // System, host, path, and the answer that would mean "online": a status, and text in the body.
    public static TheoryData<string, string, string, int, string> Probes =>
        new()
        {
            { "iOS, macOS", "captive.apple.com", "/hotspot-detect.html", 200, "Success" },
            { "iOS, macOS, older", "www.apple.com", "/library/test/success.html", 200, "Success" },
            { "Android", "connectivitycheck.gstatic.com", "/generate_204", 204, "" },
            { "Android, fallback", "www.google.com", "/gen_204", 204, "" },
            { "Android, fallback", "www.google.com", "/generate_204", 204, "" },
            { "Android, fallback", "play.googleapis.com", "/generate_204", 204, "" },
            { "Android, older", "connectivitycheck.android.com", "/generate_204", 204, "" },
            { "Huawei", "connectivitycheck.platform.hicloud.com", "/generate_204", 204, "" },
            { "Honor", "connectivitycheck.platform.hihonorcloud.com", "/generate_204", 204, "" },
            { "Xiaomi", "connect.rom.miui.com", "/generate_204", 204, "" },
            { "Chrome", "www.gstatic.com", "/generate_204", 204, "" },
            { "ChromeOS", "clients3.google.com", "/generate_204", 204, "" },
            { "Windows 10, 11", "www.msftconnecttest.com", "/connecttest.txt", 200, "Microsoft Connect Test" },
            { "Windows 10, 11", "ipv6.msftconnecttest.com", "/connecttest.txt", 200, "Microsoft Connect Test" },
            { "Windows, portal page", "www.msftconnecttest.com", "/redirect", 200, Online },
            { "Windows 7, 8", "www.msftncsi.com", "/ncsi.txt", 200, "Microsoft NCSI" },
            { "Firefox", "detectportal.firefox.com", "/canonical.html", 200, "support.mozilla.org" },
            { "Firefox", "detectportal.firefox.com", "/success.txt", 200, "success" },
            { "NetworkManager, Ubuntu", "connectivity-check.ubuntu.com", "/", 204, "" },
            { "NetworkManager, Debian", "network-test.debian.org", "/nm", 200, "NetworkManager is online" },
            { "NetworkManager, Arch", "ping.archlinux.org", "/nm-check.txt", 200, "NetworkManager is online" },
            { "NetworkManager, Fedora", "fedoraproject.org", "/static/hotspot.txt", 200, "OK" },
            { "NetworkManager, KDE", "networkcheck.kde.org", "/", 200, "OK" },
            { "NetworkManager, Manjaro", "ping.manjaro.org", "/check_network_status.txt", 200, "online" },
        };

    [Theory, MemberData(nameof(Probes))]
    public async Task A_captive_device_sends_the_probe_to_its_page(
        string system,
        string host,
        string path,
        int online,
        string words
    )
    {
        var answer = await AskAsync(captive: true, host, path);

        answer.Status.ShouldBe(302, system);
        Header(answer, "Location").ShouldBe("http://192.168.4.1/");
        Header(answer, "Cache-Control").ShouldBe("no-store");
        Header(answer, "X-NetworkManager-Status").ShouldBeNull();
        answer.Status.ShouldNotBe(online);
        if (words.Length > 0)
            Encoding.UTF8.GetString(answer.Body.Span).ShouldNotContain(words);
    }

    [Theory, MemberData(nameof(Probes))]
    public async Task A_device_that_is_not_captive_never_says_online(
        string system,
        string host,
        string path,
        int online,
        string words
    )
    {
        var answer = await AskAsync(captive: false, host, path);

        // Its DNS knows no such name; whoever asks its address under another name gets what the device itself has there.
        answer.Status.ShouldBe(path == "/" ? 200 : 404, system);
        if (words.Length > 0)
            Encoding.UTF8.GetString(answer.Body.Span).ShouldNotStartWith(words);
        else
            answer.Status.ShouldNotBe(online);
    }

    [Theory]
    [InlineData("WWW.MSFTCONNECTTEST.COM:80", "/connecttest.txt")]
    [InlineData("192.168.4.1", "/anything")]
    [InlineData("a.name.nobody.knows", "/some/page")]
    public async Task Whatever_else_a_browser_opens_there_leads_to_the_page(string host, string path) =>
        (await AskAsync(captive: true, host, path)).Status.ShouldBe(302);

    [Theory]
    [InlineData("192.168.4.1")]
    [InlineData("192.168.4.1:80")]
    [InlineData("blynk.setup")]
    public async Task Its_own_name_is_answered_by_the_page_itself(string host) =>
        (await AskAsync(captive: true, host, "/")).Status.ShouldBe(200);

    // RFC 8908 wants HTTPS with a certificate for the name, which an access point without internet cannot have.
    [Fact]
    public async Task There_is_no_captive_portal_api()
    {
        var answer = await AskAsync(captive: true, "192.168.4.1", "/captive-portal/api");

        answer.Status.ShouldBe(302);
        answer.ContentType!.ShouldNotContain("captive+json");
    }

    private static Task<PortalResponse> AskAsync(bool captive, string host, string path) =>
        new Edgent.Portal(new FakeBoard(), captive).HandleAsync(
            new PortalRequest
            {
                Method = "GET",
                Path = path,
                Header = name => name == "Host" ? host : null,
            },
            default
        );

    private static string? Header(PortalResponse answer, string name) =>
        answer.Headers.FirstOrDefault(header => header.Key == name).Value;
}
