using System.Net;
using Firstlight.Cli.Tests.Peers;
using Firstlight.TestKit;

namespace Firstlight.Cli.Tests.Cloud;

public sealed class TrustTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly PrivateAuthority _authority = new();

    public TrustTests()
    {
        _desk.Variables["FIRSTLIGHT_PASSWORD"] = ScriptedCloud.Password;
        File.WriteAllText(RootFile, _authority.RootPem);
    }

    private string RootFile => Path.Combine(_desk.SettingsFolder, "root.pem");

    public void Dispose()
    {
        _desk.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_and_the_complaint_names_the_option()
    {
        await using var cloud = await StartAsync();

        var run = await SignInAsync(cloud);

        run.ExitCode.ShouldBe(ExitCodes.CloudUnreachable, run.Everything);
        run.Error.ShouldContain("No secure connection");
        run.Error.ShouldContain("--trust FILE or FIRSTLIGHT_TRUST");
    }

    [Fact]
    public async Task A_sign_in_with_the_root_is_remembered_with_it()
    {
        await using var cloud = await StartAsync();

        (await SignInAsync(cloud, "--trust", RootFile)).ExitCode.ShouldBe(ExitCodes.Ok);

        (await _desk.RunAsync("devices")).ExitCode.ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task The_environment_names_the_root_too()
    {
        await using var cloud = await StartAsync();
        _desk.Variables["FIRSTLIGHT_TRUST"] = RootFile;

        (await SignInAsync(cloud)).ExitCode.ShouldBe(ExitCodes.Ok);
    }

    [Fact]
    public async Task Trusting_one_authority_means_trusting_no_other()
    {
        await using var cloud = await StartAsync();
        using var other = new PrivateAuthority();
        await File.WriteAllTextAsync(RootFile, other.RootPem, TestContext.Current.CancellationToken);

        (await SignInAsync(cloud, "--trust", RootFile)).ExitCode.ShouldBe(ExitCodes.CloudUnreachable);
    }

    private Task<ScriptedCloud> StartAsync() => ScriptedCloud.StartAsync(_authority.Issue(IPAddress.Loopback));

    private Task<CommandRun> SignInAsync(ScriptedCloud cloud, params string[] more) =>
        _desk.RunAsync(["sign-in", "--cloud", cloud.Address.ToString(), "--email", "a@b.c", .. more]);
}
