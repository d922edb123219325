using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    public static TheoryData<string[], int, string> BadInput =>
        new()
        {
            { [], ExitCodes.Usage, "--help" },
            { ["divices"], ExitCodes.Usage, "divices" },
            { ["devices", "show", "seven"], ExitCodes.Usage, "seven" },
            { ["devices", "--cloud", "not an address"], ExitCodes.Usage, "not an address" },
            { ["devices", "create"], ExitCodes.Usage, "--template" },
            { ["sign-in"], ExitCodes.Usage, "--email" },
            { ["sign-in", "--email", "a@b.c"], ExitCodes.Usage, "--password-stdin" },
            { ["provision"], ExitCodes.Usage, "--ssid" },
            { ["provision", "--ssid", "Home"], ExitCodes.Usage, "--open" },
            { ["provision", "--ssid", "Home", "--open", "--timeout", "0"], ExitCodes.Usage, "3600" },
            { ["provision", "--ssid", "Home", "--open", "--timeout", "soon"], ExitCodes.Usage, "3600" },
            { ["devices", "--limit", "many"], ExitCodes.Usage, "it takes a whole number" },
            { ["devices", "history", "1", "V0", "--from", "noon"], ExitCodes.Usage, "it takes a time such as" },
            { ["completion", "cmd"], ExitCodes.Usage, "bash" },
            { ["workbench", "power", "dev-1", "maybe"], ExitCodes.Usage, "maybe" },
            { ["workbench", "power", "dev-1"], ExitCodes.Usage, "neither on nor off" },
            { ["workbench", "power"], ExitCodes.Usage, "on|off" },
            { ["workbench", "add", "A", "-t", "TMPLabcdefgh", "--tls", "--plain"], ExitCodes.Usage, "not both" },
            { ["devices", "--cloud", "https://127.0.0.1:9", "--trust", "no-such.pem"], ExitCodes.Usage, "--trust" },
        };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_is_answered_with_a_number_and_what_to_do(string[] arguments, int exitCode, string hint)
    {
        var run = await _desk.RunAsync(arguments);

        run.ExitCode.ShouldBe(exitCode, run.Everything);
        run.Error.ShouldContain(hint);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cloud_that_is_not_there_has_its_own_number()
    {
        var run = await _desk.RunAsync(["devices", "--cloud", "http://127.0.0.1:9"]);

        run.ExitCode.ShouldBe(ExitCodes.CloudUnreachable);
        run.Error.ShouldContain("--cloud");
    }

    [Theory]
    [InlineData(ExitCodes.NotFound, "templates", "show", "TMPLnope0001")]
    [InlineData(ExitCodes.Refused, "templates", "create", "Thermostat")]
    [InlineData(ExitCodes.CloudUnavailable, "devices", "show", "500")]
    [InlineData(ExitCodes.Forbidden, "devices", "show", "403")]
    [InlineData(ExitCodes.NotFound, "devices", "get", "7", "V9")]
    public async Task Each_kind_of_no_has_its_number(int exitCode, params string[] arguments)
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(arguments);

        run.ExitCode.ShouldBe(exitCode, run.Everything);
        run.Error.ShouldStartWith("firstlight: ");
    }

    [Fact]
    public async Task Json_is_the_only_thing_on_standard_output()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        _desk.SignedInTo(cloud);

        var devices = await _desk.RunAsync(["devices", "list", "--json"]);
        var refused = await _desk.RunAsync(["templates", "create", "Thermostat", "--json"]);

        devices.Json.GetProperty("items")[0].GetProperty("id").GetInt64().ShouldBe(7);
        devices.Json.GetProperty("next").GetString().ShouldBe("cursor-2");
        refused.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_cannot_steer_the_terminal()
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(["devices"]);

        run.Output.ShouldContain("[31mname");
        run.Output.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task A_new_device_comes_with_the_three_defines_of_its_firmware()
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(["devices", "create", "-t", "TMPLthermo01", "-n", "Attic"]);

        run.Output.ShouldContain("#define BLYNK_TEMPLATE_ID \"TMPLthermo01\"");
        run.Output.ShouldContain("#define BLYNK_TEMPLATE_NAME \"Thermostat\"");
        run.Output.ShouldContain($"#define BLYNK_AUTH_TOKEN \"{ScriptedCloud.DeviceToken}\"");
    }

    [Theory]
    [InlineData("21.5", "21.5")]
    [InlineData("-3", "-3")]
    [InlineData("on", "\"on\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("{", "\"{\"")]
    public async Task A_number_is_written_as_a_number_and_anything_else_as_text(string typed, string sent)
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(["devices", "put", "7", "V1", "--", typed]);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
        cloud.LastBody!["value"]!.ToJsonString().ShouldBe(sent);
    }

    [Fact]
    public async Task Getting_one_pin_prints_the_bare_value()
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(["devices", "get", "7", "v0"]);

        run.Output.Trim().ShouldBe("21.5");
    }

    [Fact]
    public async Task Getting_no_pin_prints_them_all()
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(["devices", "get", "7"]);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Everything);
        run.Output.ShouldContain("V0   temperature  21.5");
    }

    [Fact]
    public async Task Watching_prints_one_json_object_per_event()
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.SignedInTo(cloud).RunAsync(["watch", "--json", "--count", "2"]);

        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Error);
        run.Output.Trim()
            .Split('\n')
            .ShouldBe([
                """{"type":"device.online","data":{"deviceId":7}}""",
                """{"type":"datastream","data":{"pin":"V0"}}""",
            ]);
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete -c ")]
    public async Task Completion_scripts_register_themselves(string shell, string registration)
    {
        var run = await _desk.RunAsync(["completion", shell]);

        run.ExitCode.ShouldBe(ExitCodes.Ok);
        run.Output.ShouldContain(registration);
    }

    [Fact]
    public async Task The_program_completes_its_own_commands()
    {
        var run = await _desk.RunAsync(["[suggest:10]", "devices cr"]);

        run.Output.Trim().ShouldBe("create");
    }
}
