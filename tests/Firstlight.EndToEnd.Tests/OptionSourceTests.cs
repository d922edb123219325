using System.Net;
using System.Net.Sockets;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Options by command line, environment and file: which one counts, and what is refused.</summary>
public sealed class OptionSourceTests
{
    private const int WrongOption = 2;
    private const int CannotStart = 3;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_line_goes_before_the_environment_and_that_before_the_file()
    {
        using var scratch = new Scratch();
        // It cannot be listened on, so that every run ends by itself.
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var file = scratch.File("cloud.json");
        var (byLine, byVariable, byFile) = (scratch.File("line"), scratch.File("variable"), scratch.File("file"));
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              // Comments are allowed, and so is a comma at the end.
              "data": "{{byFile}}",
              "port": 0,
              "tls-port": "off",
              "no-bridge": true,
              "also-plain": ["127.0.0.1:{{((IPEndPoint)taken.LocalEndpoint).Port}}"],
            }
            """,
            Cancellation
        );

        var said = await RunAsync(CannotStart, file, new() { ["FIRSTLIGHT_DATA"] = byVariable }, "--data", byLine);
        Directory.Exists(byLine).ShouldBeTrue(said);
        (Directory.Exists(byVariable) || Directory.Exists(byFile)).ShouldBeFalse();

        await RunAsync(CannotStart, file, new() { ["FIRSTLIGHT_DATA"] = byVariable });
        Directory.Exists(byVariable).ShouldBeTrue();
        Directory.Exists(byFile).ShouldBeFalse();

        await RunAsync(CannotStart, file, new() { ["FIRSTLIGHT_DATA"] = "" });
        Directory.Exists(byFile).ShouldBeTrue("an empty variable says nothing");
    }

    [Theory]
    [InlineData("""{ "prot": 8080 }""", "'prot' in {file} is no option of the cloud.")]
    [InlineData("""{ "help": true }""", "'help' in {file} is no option of the cloud.")]
    [InlineData("""{ "port": 70000 }""", "--port takes a port number, 0 to 65535. It is --port of {file}.")]
    [InlineData("""{ "port": [1, 2] }""", "'port' in {file} takes one value, not a list.")]
    [InlineData("""{ "port": null }""", "'port' in {file} takes a text, a number, true or false.")]
    [InlineData("""{ "example": "perhaps" }""", "--example of {file} takes true or false.")]
    [InlineData("""{ "port": 1, "port": 2 }""", "{file} is not JSON: Duplicate property 'port'")]
    [InlineData("[]", "{file} holds no JSON object.")]
    [InlineData("port: 8080", "{file} is not JSON: ")]
    [InlineData(null, "{file} cannot be read: ")]
    public async Task What_is_wrong_in_a_file_is_refused_in_a_sentence(string? text, string sentence)
    {
        using var scratch = new Scratch();
        var file = scratch.File("cloud.json");
        if (text is not null)
            await File.WriteAllTextAsync(file, text, Cancellation);

        var said = await RunAsync(WrongOption, file, [], "--data", scratch.File("data"));

        said.ShouldContain(sentence.Replace("{file}", file, StringComparison.Ordinal));
        said.ShouldStartWith("The cloud cannot start: ");
        said.Split('\n').Length.ShouldBe(1, said);
    }

    [Fact]
    public async Task A_wrong_variable_is_named_without_its_value()
    {
        using var scratch = new Scratch();
        var said = await RunAsync(
            WrongOption,
            file: "",
            new() { ["FIRSTLIGHT_SMTP_PORT"] = "hunter2", ["FIRSTLIGHT_HEARTBEAT_FACTOR"] = "hunter2" },
            "--data",
            scratch.Path
        );
        said.ShouldContain("It is --heartbeat-factor of the variable FIRSTLIGHT_HEARTBEAT_FACTOR.");
        said.ShouldNotContain("hunter2");
    }

    /// <summary>Runs the cloud to its end and gives what it said.</summary>
    private static async Task<string> RunAsync(
        int code,
        string file,
        Dictionary<string, string?> environment,
        params string[] more
    )
    {
        environment["FIRSTLIGHT_CONFIG"] = file;
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            more,
            environment
        );
        (await child.WaitForExitAsync(Cancellation)).ShouldBe(code, child.Output);
        return child.Output;
    }
}
