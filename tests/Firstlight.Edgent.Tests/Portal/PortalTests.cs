using System.Text;
using System.Text.Json;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Portal;

public sealed class PortalTests
{
    private const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private readonly FakeBoard _board = new();

    [Fact]
    public async Task Board_information_is_escaped_json_with_the_keys_of_both_generations()
    {
        var answer = await AskAsync("GET", "/board_info.json");

        using var json = JsonDocument.Parse(answer.Body);
        json.RootElement.GetProperty("board").GetString().ShouldBe("Say \"hi\"");
        json.RootElement.GetProperty("vendor").GetString().ShouldBe("Blynk");
        json.RootElement.GetProperty("last_error").GetInt32().ShouldBe(722);
        _board.BoardInfoReads.ShouldBe(1);
    }

    [Fact]
    public async Task The_scan_lists_fifteen_networks_strongest_first_and_names_escaped()
    {
        _board.Networks =
        [
            .. Enumerable
                .Range(0, 20)
                .Select(index => new WifiScanEntry
                {
                    Ssid = $"n{index}\"\\",
                    Rssi = index % 2 == 0 ? -40 - index : -60 - index,
                }),
        ];

        using var json = JsonDocument.Parse((await AskAsync("GET", "/wifi_scan.json")).Body);

        json.RootElement.GetArrayLength().ShouldBe(15);
        json.RootElement[0].GetProperty("ssid").GetString().ShouldBe("n0\"\\");
        json.RootElement.EnumerateArray()
            .Select(item => item.GetProperty("rssi").GetInt32())
            .ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task An_empty_air_is_an_empty_list() => Text(await AskAsync("GET", "/wifi_scan.json")).ShouldBe("[]");

    [Fact]
    public async Task Good_settings_are_taken()
    {
        var answer = await AskAsync(
            "GET",
            "/config",
            $"?if=wifi&ssid=Caf%C3%A9+%26%20Bar&pass=a%2Bb&blynk={Token}&host=cloud.example&port_ssl=8443"
                + "&ip=10.0.0.7&mask=255.0.0.0&gw=bad&unknown=1"
        );

        answer.Status.ShouldBe(200);
        Text(answer).ShouldBe("""{"status":"ok","msg":"Trying to connect..."}""");
        _board.Saved.ShouldBeFalse();
        var settings = _board.Settings!;
        settings.Ssid.ShouldBe("Café & Bar");
        settings.Password.ShouldBe("a+b");
        settings.Token.ShouldBe(Token);
        settings.AddressFor(EdgentLink.Tls, 0).ShouldBe(new CloudAddress("cloud.example", 8443, Tls: true));
        settings.Address!.Address.ToString().ShouldBe("10.0.0.7");
        settings.Address.Gateway.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_phone_leaves_out_is_the_default()
    {
        await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}");

        _board.Settings!.AddressFor(EdgentLink.Tls, 0).ShouldBe(new CloudAddress("blynk.cloud", 443, Tls: true));
        _board.Settings.Password.ShouldBeEmpty();
        _board.Settings.Address.ShouldBeNull();
    }

    [Fact]
    public async Task The_maker_s_cloud_is_the_default_with_its_own_ports_which_are_nobody_else_s()
    {
        _board.Defaults = new EdgentConfig
        {
            Host = "maker.example",
            TlsPort = 8443,
            PlainPort = 8080,
        };

        await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}&host=");
        _board.Settings!.AddressFor(EdgentLink.Tls, 0).ShouldBe(new CloudAddress("maker.example", 8443, Tls: true));
        _board.Settings.AddressFor(EdgentLink.Plain, 0).ShouldBe(new CloudAddress("maker.example", 8080, Tls: false));

        await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}&host=other.example");
        _board.Settings!.AddressFor(EdgentLink.Tls, 0).ShouldBe(new CloudAddress("other.example", 443, Tls: true));
        _board.Settings.PlainPort.ShouldBeNull();
    }

    [Theory]
    [InlineData("ABCD-1230", "ABCD1230")]
    [InlineData("abcd 12 30", "abcd1230")]
    public async Task A_short_code_takes_the_token_s_place(string typed, string code)
    {
        var answer = await AskAsync("GET", "/config", $"?ssid=home&blynk={Uri.EscapeDataString(typed)}");

        answer.Status.ShouldBe(200);
        _board.Settings!.Code.ShouldBe(code);
        _board.Settings.Token.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plain_port_is_for_firmware_without_tls_and_takes_nobody_elses_away()
    {
        await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}&host=127.0.0.1&port=8080&port_ssl=8443");

        var settings = _board.Settings!;
        settings.AddressFor(EdgentLink.Tls, 0).ShouldBe(new CloudAddress("127.0.0.1", 8443, Tls: true));
        settings.AddressFor(EdgentLink.Plain, 0).ShouldBe(new CloudAddress("127.0.0.1", 8080, Tls: false));
        settings.AddressFor(EdgentLink.Plain, 1).ShouldBe(new CloudAddress("127.0.0.1", 8080, Tls: false));
    }

    [Fact]
    public async Task A_typed_name_wins_over_a_chosen_one()
    {
        await AskAsync("GET", "/config", $"?ssid=chosen&ssidManual=typed&blynk={Token}");

        _board.Settings!.Ssid.ShouldBe("typed");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public async Task Save_is_a_number_other_than_nought(string save, bool saved)
    {
        var answer = await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}&save={save}");

        _board.Saved.ShouldBe(saved);
        Text(answer).ShouldContain(saved ? "Configuration saved" : "Trying to connect...");
    }

    [Fact]
    public async Task A_posted_form_is_as_good_as_a_query()
    {
        var answer = await AskAsync(
            "POST",
            "/config",
            body: $"ssid=home&blynk={Token}",
            contentType: "application/x-www-form-urlencoded"
        );

        answer.Status.ShouldBe(200);
        _board.Settings!.Ssid.ShouldBe("home");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?ssid=home")]
    [InlineData("?blynk=0123456789abcdefghijklmnopqrs-_Z")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-_")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-_ZZ")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-%20Z")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-_Z&port_ssl=65536")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-_Z&port_ssl=abc")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-_Z&port=0")]
    [InlineData("?ssid=home&blynk=0123456789abcdefghijklmnopqrs-_Z&host=%3Cscript%3E")]
    [InlineData("?ssid=home%00x&blynk=0123456789abcdefghijklmnopqrs-_Z")]
    [InlineData("?ssid=123456789012345678901234567890123&blynk=0123456789abcdefghijklmnopqrs-_Z")]
    [InlineData("?ssid=home&blynk=ABCD-123")]
    [InlineData("?ssid=home&blynk=ABCD-123%C3%84")]
    [InlineData("?ssid=home&blynk=ABCD-1230&save=1")]
    [InlineData("?if=eth&blynk=0123456789abcdefghijklmnopqrs-_Z")]
    [InlineData("?%&=&&&==")]
    public async Task Bad_settings_change_nothing_and_are_refused_with_a_reason_in_the_log(string query)
    {
        var answer = await AskAsync("GET", "/config", query);

        answer.Status.ShouldBe(500);
        Text(answer).ShouldBe("""{"status":"error","msg":"Configuration invalid"}""");
        _board.Settings.ShouldBeNull();
        _board.Fault.ShouldNotBeNullOrEmpty();
        _board.Fault.ShouldNotContain("0123456789abcdef");
    }

    [Fact]
    public async Task Settings_that_the_device_cannot_store_are_refused()
    {
        _board.Accepts = false;

        (await AskAsync("GET", "/config", $"?ssid=home&blynk={Token}")).Status.ShouldBe(500);
    }

    [Fact]
    public async Task Too_much_is_refused_before_it_is_kept()
    {
        (await AskAsync("GET", "/config", "?ssid=" + new string('x', 3_000))).Status.ShouldBe(414);
        (
            await AskAsync(
                "POST",
                "/config",
                body: new string('x', 5_000),
                contentType: "application/x-www-form-urlencoded"
            )
        ).Status.ShouldBe(413);
        _board.Settings.ShouldBeNull();
    }

    [Fact]
    public async Task Reset_answers_and_reboot_does_not()
    {
        Text(await AskAsync("GET", "/reset")).ShouldBe("""{"status":"ok","msg":"Configuration reset"}""");
        _board.Resets.ShouldBe(1);

        (await AskAsync("POST", "/reboot")).Dropped.ShouldBeTrue();
        _board.Reboots.ShouldBe(1);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/config/", 404)]
    [InlineData("GET", "/../etc/passwd", 404)]
    [InlineData("OPTIONS", "/nothing", 404)]
    [InlineData("DELETE", "/config", 405)]
    [InlineData("PUT", "/update", 405)]
    [InlineData("HEAD", "/reset", 405)]
    public async Task Unknown_paths_and_methods_are_refused_in_plain_text(string method, string path, int status)
    {
        var answer = await AskAsync(method, path);

        answer.Status.ShouldBe(status);
        answer.ContentType!.ShouldStartWith("text/plain");
        _board.Resets.ShouldBe(0);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/board_info.json")]
    [InlineData("/config")]
    [InlineData("/reboot")]
    public async Task A_preflight_is_allowed_and_does_nothing(string path)
    {
        var answer = await AskAsync("OPTIONS", path);

        answer.Status.ShouldBe(204);
        Header(answer, "Access-Control-Allow-Origin").ShouldBe("*");
        Header(answer, "Access-Control-Allow-Private-Network").ShouldBe("true");
        Header(answer, "Access-Control-Allow-Methods").ShouldBe("GET, POST, OPTIONS");
        (_board.BoardInfoReads + _board.Reboots).ShouldBe(0);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/board_info.json")]
    [InlineData("/wifi_scan.json")]
    [InlineData("/config")]
    [InlineData("/nothing")]
    public async Task Every_answer_may_be_read_by_any_page_and_kept_by_none(string path)
    {
        var answer = await AskAsync("GET", path);

        Header(answer, "Access-Control-Allow-Origin").ShouldBe("*");
        Header(answer, "Cache-Control").ShouldBe("no-store");
    }

    [Theory]
    [InlineData(true, 200, "OK")]
    [InlineData(false, 500, "FAIL")]
    public async Task An_uploaded_image_reaches_the_updater(bool accepts, int status, string text)
    {
        _board.Accepts = accepts;

        var answer = await UploadAsync("form-data; name=\"update\"; filename=\"f.bin\"", "IMAGE");

        answer.Status.ShouldBe(status);
        Text(answer).ShouldBe(text);
        Encoding.ASCII.GetString(_board.Image!).ShouldBe("IMAGE");
    }

    [Theory]
    [InlineData("form-data; name=\"update\"", "multipart/form-data; boundary=cut")]
    [InlineData("form-data; name=\"update\"; filename=\"f.bin\"", "multipart/form-data")]
    [InlineData("form-data; name=\"update\"; filename=\"f.bin\"", "application/octet-stream")]
    [InlineData("form-data; name=\"update\"; filename=\"f.bin\"", "multipart/form-data; boundary=other")]
    public async Task An_upload_without_a_file_fails(string disposition, string contentType)
    {
        (await UploadAsync(disposition, "IMAGE", contentType)).Status.ShouldBe(500);
        _board.Image.ShouldBeNull();
    }

    [Fact]
    public async Task The_upload_page_posts_to_itself()
    {
        var answer = await AskAsync("GET", "/update");

        Text(answer).ShouldContain("multipart/form-data");
        Header(answer, "Connection").ShouldBe("close");
    }

    [Fact]
    public async Task Without_an_access_point_nobody_answers()
    {
        _board.AccessPointIsUp = false;

        (await AskAsync("GET", "/board_info.json")).Dropped.ShouldBeTrue();
        _board.BoardInfoReads.ShouldBe(0);
    }

    private Task<PortalResponse> UploadAsync(
        string disposition,
        string image,
        string contentType = "multipart/form-data; boundary=cut"
    ) =>
        AskAsync(
            "POST",
            "/update",
            body: $"--cut\r\nContent-Disposition: {disposition}\r\n\r\n{image}\r\n--cut--\r\n",
            contentType: contentType
        );

    private Task<PortalResponse> AskAsync(
        string method,
        string path,
        string query = "",
        string? body = null,
        string? contentType = null
    ) =>
        new Edgent.Portal(_board, captive: false).HandleAsync(
            Request(method, path, query, body, name => name == "Content-Type" ? contentType : null),
            default
        );

    private static PortalRequest Request(
        string method,
        string path,
        string query = "",
        string? body = null,
        Func<string, string?>? header = null
    ) =>
        new()
        {
            Method = method,
            Path = path,
            Query = query,
            Header = header ?? (_ => null),
            Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? "")),
        };

    private static string Text(PortalResponse answer) => Encoding.UTF8.GetString(answer.Body.Span);

    private static string? Header(PortalResponse answer, string name) =>
        answer.Headers.FirstOrDefault(header => header.Key == name).Value;
}
