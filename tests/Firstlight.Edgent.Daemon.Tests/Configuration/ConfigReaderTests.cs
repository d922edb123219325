using System.Text;
using Firstlight.Edgent.Linux;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Daemon.Tests.Configuration;

/// <summary>The configuration file: all of it, or every problem by key, with what would be right.</summary>
public sealed class ConfigReaderTests
{
    private const string Needed = """
        "template": {"id": "TMPL12345678", "name": "Thermostat"}, "firmware": {"version": "1.0.0"}, "cloud": {"host": "cloud.example.com"}
        """;

    [Fact]
    public void The_example_of_the_package_has_no_problem()
    {
        var (config, problems) = ConfigReader.ReadFile(Repository.File("packages/edgent/files/edgent.json"));

        problems.ShouldBeEmpty();
        config!.Product.TemplateName.ShouldBe("Thermostat");
        config.Board.Radio.Country.ShouldBe("DE");
        config.Datastreams.TryFind("Set Temperature", out var pin).ShouldBeTrue();
        pin.ShouldBe((byte)1);
    }

    [Fact]
    public void What_is_left_out_has_the_values_of_a_board_with_Wifi()
    {
        var config = Read("").Config!;

        config.Board.Network.ShouldBe(BoardNetwork.Wifi);
        config.Board.StateFolder.ShouldBe("/var/lib/firstlight-edgent");
        config.BridgeSocket.ShouldBe("/run/firstlight-edgent/bridge.sock");
        config.Product.Link.ShouldBe(EdgentLink.Tls);
        config.Product.CloudTlsPort.ShouldBe(443);
        config.Product.CaptivePortal.ShouldBeTrue();
        config.Product.Embedded.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"cluod\": {}", "cluod", "Did you mean cloud?")]
    [InlineData(
        "\"radio\": {\"land\": \"DE\"}",
        "radio.land",
        "Known here: interface, accessPointInterface, keepsAccessPoint, country."
    )]
    [InlineData(
        "\"radio\": {\"accessPointInterface\": \"wlan1\", \"keepsAccessPoint\": true}",
        "radio.keepsAccessPoint",
        "keeps it anyway"
    )]
    [InlineData("\"radio\": {\"country\": \"de\"}", "radio.country", "two capital letters")]
    [InlineData("\"radio\": 5", "radio", "takes an object")]
    [InlineData("\"network\": \"lan\"", "network", "wifi or wired")]
    [InlineData("\"network\": true", "network", "text in quotes")]
    [InlineData("\"captive\": \"yes\"", "captive", "true or false")]
    [InlineData("\"state\": \"data\"", "state", "begins with /")]
    [InlineData("\"vendorPrefix\": \"Firma & Co\"", "vendorPrefix", "letters, digits and spaces")]
    [InlineData("\"datastreams\": {\"Heat\": 4}", "datastreams.Heat", "\"V0\" to \"V255\"")]
    [InlineData("\"datastreams\": {\"A\": \"V4\", \"B\": \"V4\"}", "datastreams.B", "has the pin of A")]
    [InlineData("\"button\": {\"key\": 0}", "button.key", "from 1 to")]
    [InlineData("\"light\": {\"red\": \"r\"}", "light.red", "goes together with green and blue")]
    [InlineData("\"light\": {\"brightness\": 101}", "light.brightness", "from 1 to 100")]
    [InlineData("\"token\": {\"file\": \"/nowhere/token\"}", "token.file", "network wired")]
    public void A_problem_is_named_by_its_key_and_says_what_would_be_right(string more, string key, string why)
    {
        var (config, problems) = Read(more);

        config.ShouldBeNull();
        problems.ShouldContain(problem => problem.Key == key && problem.Why.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_said_at_once()
    {
        var (_, problems) = ConfigReader.Read(
            Encoding.UTF8.GetBytes("""{"template": {"id": "thermo"}, "cloud": {"host": "https://x/", "tlsPort": 0}}""")
        );

        problems
            .Select(problem => problem.Key)
            .ShouldBe(
                ["template.id", "template.name", "firmware.version", "cloud.host", "cloud.tlsPort"],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{", "no JSON")]
    [InlineData("{\"network\": \"wifi\", \"network\": \"wired\"}", "no JSON")]
    [InlineData("[1]", "no object")]
    public void A_file_that_is_none_says_so(string text, string why)
    {
        var (config, problems) = ConfigReader.Read(Encoding.UTF8.GetBytes(text));

        config.ShouldBeNull();
        problems.Single().Why.ShouldContain(why);
    }

    [Fact]
    public void Comments_and_a_last_comma_are_fine() =>
        ConfigReader
            .Read(Encoding.UTF8.GetBytes($"{{ // the product\n{Needed}, /* all */ }}"))
            .Problems.ShouldBeEmpty();

    [Fact]
    public void A_static_token_comes_from_a_file_of_its_own_and_is_never_printed()
    {
        using var scratch = new Scratch();
        var token = new string('t', 32);
        var file = scratch.File("token");
        File.WriteAllText(file, token + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        var config = Read($"\"network\": \"wired\", \"token\": {{\"file\": \"{file}\"}}").Config!;

        config.Product.Embedded!.Token.ShouldBe(token);
        config.ToString().ShouldNotContain(token);
    }

    [Theory]
    [InlineData("too short", UnixFileMode.UserRead, "holds no token")]
    [InlineData(
        "tttttttttttttttttttttttttttttttt",
        UnixFileMode.UserRead | UnixFileMode.OtherRead,
        "everybody may read"
    )]
    public void A_token_file_that_will_not_do_is_refused_without_its_content(
        string content,
        UnixFileMode mode,
        string why
    )
    {
        using var scratch = new Scratch();
        var file = scratch.File("token");
        File.WriteAllText(file, content);
        File.SetUnixFileMode(file, mode);

        var problem = Read($"\"network\": \"wired\", \"token\": {{\"file\": \"{file}\"}}").Problems.Single();

        problem.Key.ShouldBe("token.file");
        problem.Why.ShouldContain(why);
        problem.In("edgent.json").ShouldNotContain(content);
    }

    [Fact]
    public void Authorities_that_cannot_be_read_are_a_problem_of_their_key() =>
        ConfigReader
            .Read(
                Encoding.UTF8.GetBytes(
                    $"{{{Needed.Replace("\"cloud.example.com\"", "\"c\", \"trust\": \"/nowhere.pem\"", StringComparison.Ordinal)}}}"
                )
            )
            .Problems.Single()
            .Key.ShouldBe("cloud.trust");

    [Fact]
    public void A_file_that_is_not_there_is_said() =>
        ConfigReader.ReadFile("/nowhere/edgent.json").Problems.Single().Why.ShouldContain("is not there");

    private static (DaemonConfig? Config, IReadOnlyList<Problem> Problems) Read(string more) =>
        ConfigReader.Read(Encoding.UTF8.GetBytes($"{{{Needed}{(more.Length > 0 ? ", " : "")}{more}}}"));
}
