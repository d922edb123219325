using System.Globalization;
using Firstlight.EndToEnd.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What a real cloud has to bring along to be let to an installation at PostgreSQL.</summary>
public sealed class JoiningNodesTests : IAsyncLifetime
{
    private const string Database = "firstlight";
    private const int StrangerExitCode = 6;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly Scratch _scratch = new();
    private PostgresProcess _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresProcess.StartAsync(Cancellation);
        await _database.CreateDatabaseAsync(Database, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_node_with_other_keys_ends_at_once_and_says_what_to_copy_where()
    {
        await using var north = await StartNodeAsync("north");
        NewKey(KeysOf("south"));

        var sentence = await RefuseAsync("south", AsNode("south"));

        sentence.ShouldContain($"the keys in {KeysOf("south")} are not those of this installation");
        sentence.ShouldContain("the folder 'keys' in the data folder of a node that serves");
        using var still = await RestClient.SignInAsync(north, Cancellation);
        (await _database.ExecuteAsync("SELECT count(*) FROM node", Cancellation, Database)).Trim().ShouldBe("1");
    }

    [Fact]
    public async Task A_cloud_alone_with_other_keys_or_none_ends_and_one_with_all_of_them_goes_on()
    {
        await using (var first = await StartAloneAsync("north"))
            (await first.TerminateAsync(Cancellation)).ShouldBe(0, first.Output);

        (await RefuseAsync("south")).ShouldContain($"{KeysOf("south")} is empty");
        Directory.GetFiles(KeysOf("south")).ShouldBeEmpty("who is refused makes no keys");

        Copy(KeysOf("north"), KeysOf("south"));
        var newer = NewKey(KeysOf("north"));
        await using (var rotated = await StartAloneAsync("north"))
            (await rotated.TerminateAsync(Cancellation)).ShouldBe(0, rotated.Output);
        (await RefuseAsync("south")).ShouldContain(newer);

        Copy(KeysOf("north"), KeysOf("south"));
        await using var south = await StartAloneAsync("south");
        using var api = await RestClient.SignInAsync(south, Cancellation);
    }

    [Fact]
    public async Task Keys_that_are_lost_for_good_are_given_up_by_a_command_while_nothing_runs()
    {
        await using (var first = await StartAloneAsync("north"))
        {
            (await ForgetAsync()).Code.ShouldBe(3, "a cloud runs");
            (await first.TerminateAsync(Cancellation)).ShouldBe(0, first.Output);
        }

        Directory.Delete(KeysOf("north"), recursive: true);
        (await RefuseAsync("north")).ShouldContain("Firstlight.Cloud forget-keys");

        var (code, said) = await ForgetAsync();
        code.ShouldBe(0, said);
        said.ShouldContain("1 keys are forgotten");
        await using var again = await StartAloneAsync("north");
        using var api = await RestClient.SignInAsync(again, Cancellation);
    }

    private Dictionary<string, string?> Variables =>
        new(StringComparer.Ordinal) { ["FIRSTLIGHT_DATABASE"] = _database.SettingsFor(Database) };

    // No broker is there: a node does without.
    private static string[] AsNode(string name) => ["--node", name, "--rabbitmq", "amqp://127.0.0.1:1"];

    private string KeysOf(string name) => Directory.CreateDirectory(_scratch.File($"{name}/keys")).FullName;

    private Task<CloudProcess> StartAloneAsync(string name) =>
        CloudProcess.StartAsync(_scratch.File(name), Variables, Cancellation);

    private Task<CloudProcess> StartNodeAsync(string name) =>
        CloudProcess.StartAsync(_scratch.File(name), Variables, Cancellation, AsNode(name));

    /// <summary>What it says when it ends for having other keys or folders.</summary>
    private async Task<string> RefuseAsync(string name, params string[] more)
    {
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", _scratch.File(name), "--port", "0", "--tls-port", "off", .. more],
            Variables
        );
        (await child.WaitForExitAsync(Cancellation)).ShouldBe(StrangerExitCode, child.Output);
        var sentence = child.Output.Split('\n').Last(line => line.Length > 0);
        sentence.ShouldStartWith("The cloud cannot start: ");
        child.Output.ShouldNotContain("   at ");
        return sentence;
    }

    private async Task<(int Code, string Said)> ForgetAsync()
    {
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["forget-keys"],
            Variables
        );
        return (await child.WaitForExitAsync(Cancellation), child.Output);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>As the platform makes one when the key before will end; answers its file's name.</summary>
    private static string NewKey(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder));
        using var provider = services.BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        var key = provider.GetRequiredService<IKeyManager>().CreateNewKey(now.AddDays(2), now.AddDays(90));
        return string.Create(CultureInfo.InvariantCulture, $"key-{key.KeyId:D}.xml");
    }
}
