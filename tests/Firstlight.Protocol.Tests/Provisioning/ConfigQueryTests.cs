using System.Net;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Provisioning;

public sealed class ConfigQueryTests
{
    private const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    [Fact]
    public void A_phone_composes_what_the_documentation_shows() =>
        new ConfigQuery
        {
            Ssid = "Home & Garden",
            Password = "pä ss+w%rd",
            Token = Token,
            Host = "cloud.example",
            TlsPort = 443,
        }
            .ToQueryString()
            .ShouldBe(
                $"ssid=Home%20%26%20Garden&pass=p%C3%A4%20ss%2Bw%25rd&blynk={Token}&host=cloud.example&port_ssl=443&if=wifi"
            );

    [Fact]
    public void Every_setting_comes_back_as_composed()
    {
        var sent = new ConfigQuery
        {
            Ssid = "Bob's \"5G\" ä=1;&x",
            Password = "p&a=s?s#+ %",
            Token = Token,
            Host = "10.0.0.5",
            TlsPort = 8443,
            PlainPort = 8080,
            StaticAddress = new StaticAddress(
                IPAddress.Parse("10.0.0.9"),
                IPAddress.Parse("255.255.255.0"),
                IPAddress.Parse("10.0.0.1"),
                IPAddress.Parse("9.9.9.9"),
                IPAddress.Parse("1.1.1.1")
            ),
            Save = true,
        };

        ConfigQuery.TryParse("?" + sent.ToQueryString(), out var read, out var fault).ShouldBeTrue(fault);

        read.ShouldBe(sent);
    }

    [Fact]
    public void The_bare_form_of_the_device_page_is_enough()
    {
        var config = Parse($"ssid=Home+Wi-Fi&pass=&blynk={Token}&host=&port_ssl=");

        config.ShouldBe(new ConfigQuery { Ssid = "Home Wi-Fi", Token = Token });
        config.Interface.ShouldBe("wifi");
    }

    [Theory]
    [InlineData("ssid=A&ssidManual=B", "B")]
    [InlineData("ssid=A&ssidManual=", "A")]
    [InlineData("ssidManual=B", "B")]
    [InlineData("ssid=A&ssid=B", "A")]
    [InlineData("ssid=%zz%4", "%zz%4")]
    [InlineData("ssid=A&unknown=1&&=&x", "A")]
    public void The_network_name(string query, string ssid) => Parse($"{query}&blynk={Token}").Ssid.ShouldBe(ssid);

    [Theory]
    [InlineData("", false)]
    [InlineData("&save=", false)]
    [InlineData("&save=0", false)]
    [InlineData("&save=false", false)]
    [InlineData("&save=1", true)]
    [InlineData("&save=-2", true)]
    [InlineData("&save=TRUE", true)]
    [InlineData("&save=yes", false)]
    public void Save(string query, bool save) => Parse($"ssid=A&blynk={Token}{query}").Save.ShouldBe(save);

    [Theory]
    [InlineData("ip=10.0.0.9&mask=255.255.255.0", "10.0.0.9")]
    [InlineData("ip=10.0.0.9&gw=nonsense", "10.0.0.9")]
    [InlineData("ip=10.0.0", null)]
    [InlineData("ip=10.0.0.256", null)]
    [InlineData("ip=010.0.0.1", null)]
    [InlineData("ip=0x7f.0.0.1", null)]
    [InlineData("ip=::1", null)]
    [InlineData("ip=0.0.0.0", null)]
    [InlineData("mask=255.255.255.0", null)]
    public void Only_a_valid_address_turns_the_static_mode_on(string query, string? address)
    {
        var config = Parse($"ssid=A&blynk={Token}&{query}");

        config.StaticAddress?.Address.ToString().ShouldBe(address);
        if (address is null)
            config.StaticAddress.ShouldBeNull();
        else
            config.StaticAddress!.Gateway.ShouldBeNull();
    }

    public static TheoryData<string, string> Refused =>
        new()
        {
            { "", "ssid" },
            { $"blynk={Token}", "ssid" },
            { $"ssid={new string('s', 33)}&blynk={Token}", "ssid" },
            { $"ssid={string.Concat(Enumerable.Repeat("%C3%A4", 17))}&blynk={Token}", "ssid" },
            { $"ssid=A%00B&blynk={Token}", "ssid" },
            { $"ssid=A&pass={new string('p', 65)}&blynk={Token}", "pass" },
            { "ssid=A", "blynk" },
            { $"ssid=A&blynk={Token[..31]}", "blynk" },
            { $"ssid=A&blynk={Token}x", "blynk" },
            { $"ssid=A&blynk={Token[..31]}!", "blynk" },
            { $"ssid=A&blynk={Token}&host={new string('h', 254)}", "host" },
            { $"ssid=A&blynk={Token}&host=http://cloud.example/", "host" },
            { $"ssid=A&blynk={Token}&host=cloud%0aexample", "host" },
            { $"ssid=A&blynk={Token}&port_ssl=0", "port_ssl" },
            { $"ssid=A&blynk={Token}&port_ssl=65536", "port_ssl" },
            { $"ssid=A&blynk={Token}&port_ssl=https", "port_ssl" },
            { $"ssid=A&blynk={Token}&port=-1", "port" },
            { $"ssid=A&blynk={Token}&if=lora", "if" },
        };

    [Theory, MemberData(nameof(Refused))]
    public void A_broken_limit_is_refused_by_its_parameter(string query, string parameter)
    {
        ConfigQuery.TryParse(query, out var config, out var fault).ShouldBeFalse();

        config.ShouldBeNull();
        fault.ShouldStartWith(parameter);
        fault.ShouldNotContain(Token[..31]);
    }

    [Fact]
    public void The_limits_themselves_are_taken()
    {
        var config = Parse(
            $"ssid={new string('s', 32)}&pass={new string('f', 64)}&blynk={Token}&host={new string('h', 253)}"
        );

        config.FindFault().ShouldBeNull();
        config.FindClassicCuts().ShouldBe(["pass", "host"]);
    }

    [Theory]
    [InlineData("eth")]
    [InlineData("cell")]
    public void Without_wifi_no_network_name_is_needed(string name) =>
        Parse($"if={name}&blynk={Token}").Interface.ShouldBe(name);

    [Fact]
    public void Neither_password_nor_token_is_ever_shown()
    {
        var text = Parse($"ssid=Home&pass=secret-word&blynk={Token}&host=cloud.example").ToString();

        text.ShouldContain("Home");
        text.ShouldContain("cloud.example");
        text.ShouldNotContain("secret-word");
        text.ShouldNotContain("0123456789");
    }

    private static ConfigQuery Parse(string query)
    {
        ConfigQuery.TryParse(query, out var config, out var fault).ShouldBeTrue(fault);
        return config!;
    }
}
