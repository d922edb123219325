using Firstlight.Cli.Tests.Peers;

namespace Firstlight.Cli.Tests.Commands;

public sealed class SignInCommandTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Signing_in_keeps_the_token_for_the_next_command()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        _desk.Typed = ScriptedCloud.Password;

        var signIn = await _desk.RunAsync([
            "sign-in",
            "--cloud",
            cloud.Address.ToString(),
            "--email",
            "a@b.c",
            "--password-stdin",
        ]);
        var list = await _desk.RunAsync(["devices"]);

        signIn.ExitCode.ShouldBe(ExitCodes.Ok, signIn.Error);
        signIn.Output.ShouldContain("a@b.c");
        list.ExitCode.ShouldBe(ExitCodes.Ok, list.Error);
    }

    [Fact]
    public async Task Neither_password_nor_token_is_printed_unless_asked()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        string[] signIn = ["sign-in", "--cloud", cloud.Address.ToString(), "--email", "a@b.c"];
        _desk.Variables["FIRSTLIGHT_PASSWORD"] = ScriptedCloud.Password;

        var quiet = await _desk.RunAsync(signIn);
        var json = await _desk.RunAsync([.. signIn, "--json"]);
        var shown = await _desk.RunAsync([.. signIn, "--show-token"]);

        quiet.Everything.ShouldNotContain(ScriptedCloud.AccessToken);
        json.Everything.ShouldNotContain(ScriptedCloud.AccessToken);
        json.Everything.ShouldNotContain(ScriptedCloud.Password);
        shown.Output.Trim().ShouldBe(ScriptedCloud.AccessToken);
    }

    [Fact]
    public async Task The_credentials_are_readable_by_their_owner_only()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        _desk.Variables["FIRSTLIGHT_PASSWORD"] = ScriptedCloud.Password;

        await _desk.RunAsync(["sign-in", "--cloud", cloud.Address.ToString(), "--email", "a@b.c"]);

        var file = Path.Combine(_desk.SettingsFolder, "firstlight", "credentials.json");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_stored_token_is_not_shown_to_another_cloud()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        await using var other = await ScriptedCloud.StartAsync();
        _desk.Variables["FIRSTLIGHT_PASSWORD"] = ScriptedCloud.Password;
        await _desk.RunAsync(["sign-in", "--cloud", cloud.Address.ToString(), "--email", "a@b.c"]);

        // The other cloud would take the very same token; it is refused because the token is not sent.
        var run = await _desk.RunAsync(["devices", "--cloud", other.Address.ToString()]);

        run.ExitCode.ShouldBe(ExitCodes.NotSignedIn);
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_one_sentence()
    {
        await using var cloud = await ScriptedCloud.StartAsync();

        var run = await _desk.RunAsync([
            "sign-in",
            "--cloud",
            cloud.Address.ToString(),
            "--email",
            "a@b.c",
            "--password",
            "wrong-one",
        ]);

        run.ExitCode.ShouldBe(ExitCodes.NotSignedIn);
        run.Error.ShouldContain("does not accept");
        run.Everything.ShouldNotContain("wrong-one");
    }

    [Fact]
    public async Task Signing_out_forgets_the_token()
    {
        await using var cloud = await ScriptedCloud.StartAsync();
        _desk.Variables["FIRSTLIGHT_PASSWORD"] = ScriptedCloud.Password;
        await _desk.RunAsync(["sign-in", "--cloud", cloud.Address.ToString(), "--email", "a@b.c"]);

        (await _desk.RunAsync(["sign-out"])).Output.ShouldContain("Signed out");

        (await _desk.RunAsync(["devices", "--cloud", cloud.Address.ToString()])).ExitCode.ShouldBe(
            ExitCodes.NotSignedIn
        );
    }
}
