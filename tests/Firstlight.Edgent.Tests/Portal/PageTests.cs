using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Portal;

/// <summary>The page as the device sends it: whole, and of use without scripts.</summary>
public sealed partial class PageTests
{
    private const int PageBytesMax = 30 * 1024;
    private const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private readonly FakeBoard _board = new();

    [Fact]
    public async Task It_is_small_and_loads_nothing_from_elsewhere()
    {
        _board.Networks = [.. Enumerable.Range(0, 20).Select(index => Network(new string('n', 30) + index, -60))];

        var answer = await AskAsync("GET", "/");

        answer.Status.ShouldBe(200);
        answer.ContentType!.ShouldStartWith("text/html");
        answer.Body.Length.ShouldBeLessThan(PageBytesMax);
        var page = Text(answer);
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("{{");
    }

    [Theory]
    [InlineData("localStorage")]
    [InlineData("sessionStorage")]
    [InlineData("indexedDB")]
    [InlineData("document.cookie")]
    [InlineData("alert(")]
    [InlineData("confirm(")]
    [InlineData("window.open")]
    [InlineData("target=")]
    [InlineData("style=")]
    [InlineData(" onclick=\"")]
    public async Task It_keeps_nothing_and_opens_nothing(string forbidden) =>
        Text(await AskAsync("GET", "/")).ShouldNotContain(forbidden);

    [Fact]
    public async Task Its_policy_lets_in_its_own_style_and_script_and_nothing_else()
    {
        var answer = await AskAsync("GET", "/");

        var policy = Header(answer, "Content-Security-Policy")!;
        policy.ShouldStartWith("default-src 'none'; ");
        policy.ShouldNotContain("unsafe");
        foreach (var element in new[] { "style", "script" })
        {
            var content = Regex.Match(Text(answer), $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1];
            policy.ShouldContain(
                $"{element}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content.Value)))}'"
            );
        }
    }

    [Fact]
    public async Task The_form_has_every_field_with_its_label()
    {
        var page = Text(await AskAsync("GET", "/"));

        page.ShouldContain("<form action=\"config\" method=\"post\">");
        foreach (var field in new[] { "pass", "blynk", "host", "port_ssl", "port", "ip", "mask", "gw", "dns" })
        {
            page.ShouldContain($"name=\"{field}\"");
            page.ShouldContain($"for=\"{field}\"");
        }
    }

    [Fact]
    public async Task Networks_are_offered_strongest_first_each_once_with_lock_and_strength()
    {
        _board.Networks =
        [
            Network("far", -80),
            Network("near <b>", -40),
            Network("", -30),
            Network("near <b>", -70),
            Network("café", -60, "OPEN"),
            Network("office", -50, "WPA2-EAP"),
        ];

        var page = Text(await AskAsync("GET", "/"));

        Values()
            .Matches(page)
            .Select(match => match.Groups[1].Value)
            .ShouldBe(["near &lt;b&gt;", "office", "café", "far", ""]);
        page.ShouldContain("value=\"office\" disabled");
        Regex.Count(page, "needs a password").ShouldBe(3);
        page.ShouldContain("signal 4 of 4");
        page.ShouldContain("signal 1 of 4");
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("/", "?scan=1")]
    public async Task Without_scripts_the_page_says_who_it_is_and_what_went_wrong_the_last_time(
        string path,
        string query
    )
    {
        var page = Text(await AskAsync("GET", path, query));

        page.ShouldContain("<h1>Connect Say &quot;hi&quot;</h1>");
        page.ShouldContain("The Wi-Fi password was wrong.");
    }

    [Fact]
    public async Task What_is_handed_over_in_the_query_is_filled_in()
    {
        _board.Networks = [Network("Home", -50)];

        var page = Text(
            await AskAsync("GET", "/", $"?ssid=Home&pass=p%22%3E&blynk={Token}&host=cloud.example&port=8080")
        );

        page.ShouldContain("value=\"Home\" checked");
        page.ShouldContain("name=\"pass\" type=\"password\" value=\"p&quot;&gt;\"");
        page.ShouldContain($"value=\"{Token}\"");
        page.ShouldContain("value=\"cloud.example\"");
        page.ShouldContain("value=\"8080\"");
        page.ShouldContain("<div class=\"note good\" id=\"handed\">");
    }

    [Fact]
    public async Task A_handed_over_network_that_is_not_in_the_list_is_typed()
    {
        var page = Text(await AskAsync("GET", "/", "?ssid=%7B%7Bblynk%7D%7D&blynk=secret"));

        page.ShouldContain("name=\"ssidManual\" value=\"{{blynk}}\"");
        page.ShouldContain("id=\"another\" name=\"ssid\" value=\"\" checked");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_plain_form_is_answered_with_a_page(string method)
    {
        var taken = await ConfigureAsync(method, $"ssid=Home%3Cb%3E&pass=p&blynk=ABCD-1230");

        taken.Status.ShouldBe(200);
        Text(taken).ShouldContain("The device has your settings");
        Text(taken).ShouldContain("Home&lt;b&gt;");
        Text(taken).ShouldNotContain("ABCD");
        _board.Settings!.Code.ShouldBe("ABCD1230");
    }

    [Theory]
    [InlineData("ssid=&blynk=ABCD-1230", "No network was chosen")]
    [InlineData("ssid=home&blynk=ABCD", "That is no code")]
    [InlineData("ssid=home&blynk=ABCD-1230&host=%3C", "not a host name")]
    [InlineData("ssid=home&blynk=ABCD-1230&port=x", "A port is a number")]
    [InlineData("ssid=home&blynk=ABCD-1230&if=eth", "does not take these settings")]
    public async Task A_plain_form_that_is_wrong_comes_back_with_what_was_typed_and_what_to_do(
        string form,
        string words
    )
    {
        var answer = await ConfigureAsync("POST", form);

        answer.Status.ShouldBe(400);
        Text(answer).ShouldContain(words);
        Text(answer).ShouldContain("<form action=\"config\"");
        _board.Settings.ShouldBeNull();
        _board.Fault.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_device_that_cannot_store_says_so_on_the_page_too()
    {
        _board.Accepts = false;

        (await ConfigureAsync("POST", "ssid=home&blynk=ABCD-1230")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json")]
    public async Task A_phone_s_program_gets_the_answer_of_firmware_in_the_field(string? accept)
    {
        var answer = await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}", accept: accept);

        Text(answer).ShouldBe("""{"status":"ok","msg":"Trying to connect..."}""");
    }

    [Fact]
    public void Every_error_code_has_words_of_its_own()
    {
        var words = Enum.GetValues<DeviceErrorCode>()
            .Where(code => code is not (DeviceErrorCode.None or DeviceErrorCode.NoCable))
            .Select(code => PortalWords.OfError((int)code))
            .ToList();

        words.ShouldAllBe(word => word != null);
        words.Select(word => word!.Value.What).ShouldBeUnique();
        PortalWords.OfError(0).ShouldBeNull();
    }

    private static WifiScanEntry Network(string ssid, int rssi, string security = "WPA2") =>
        new()
        {
            Ssid = ssid,
            Rssi = rssi,
            Security = security,
        };

    private Task<PortalResponse> ConfigureAsync(string method, string form) =>
        method == "POST"
            ? AskAsync("POST", "/config", body: form, accept: "text/html,*/*")
            : AskAsync("GET", "/config", "?" + form, accept: "text/html,*/*");

    private Task<PortalResponse> AskAsync(
        string method,
        string path,
        string query = "",
        string? body = null,
        string? accept = "text/html"
    ) =>
        new Edgent.Portal(_board, captive: false).HandleAsync(
            new PortalRequest
            {
                Method = method,
                Path = path,
                Query = query,
                Header = name =>
                    name switch
                    {
                        "Accept" => accept,
                        "Content-Type" when body is not null => "application/x-www-form-urlencoded",
                        _ => null,
                    },
                Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? "")),
            },
            default
        );

    private static string Text(PortalResponse answer) => Encoding.UTF8.GetString(answer.Body.Span);

    private static string? Header(PortalResponse answer, string name) =>
        answer.Headers.FirstOrDefault(header => header.Key == name).Value;

    [GeneratedRegex("<input type=\"radio\"(?: id=\"another\")? name=\"ssid\" value=\"(.*?)\"")]
    private static partial Regex Values();
}
