using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Firstlight.EndToEnd.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What a real cloud has to bring along to be let to an installation at PostgreSQL, and what that is good for.</summary>
public sealed class JoiningNodesTests : IAsyncLifetime
{
    private const int StrangerExitCode = 6;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private SharedInstallation _nodes = null!;

    public async ValueTask InitializeAsync() => _nodes = await SharedInstallation.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_node_with_other_keys_ends_at_once_and_says_what_to_copy_where()
    {
        await using var north = await _nodes.StartNodeAsync("north", Cancellation);
        NewKey(KeysOf("south"));

        var sentence = await RefuseAsync("south", SharedInstallation.AsNode("south"));

        sentence.ShouldContain($"the keys in {KeysOf("south")} are not those of this installation");
        sentence.ShouldContain("the folder 'keys' in the data folder of a node that serves");
        using var still = await RestClient.SignInAsync(north, Cancellation);
        (await AskDatabaseAsync("SELECT count(*) FROM node")).ShouldBe("1", "it has not registered");
    }

    [Fact]
    public async Task A_cloud_alone_with_other_keys_or_none_ends_and_one_with_all_of_them_goes_on()
    {
        await using (var first = await _nodes.StartAloneAsync("north", Cancellation))
            (await first.TerminateAsync(Cancellation)).ShouldBe(0, first.Output);

        (await RefuseAsync("south")).ShouldContain($"{KeysOf("south")} is empty");
        Directory.GetFiles(KeysOf("south")).ShouldBeEmpty("who is refused makes no keys");

        Copy(KeysOf("north"), KeysOf("south"));
        var newer = NewKey(KeysOf("north"));
        await using (var rotated = await _nodes.StartAloneAsync("north", Cancellation))
            (await rotated.TerminateAsync(Cancellation)).ShouldBe(0, rotated.Output);
        (await RefuseAsync("south")).ShouldContain(newer);

        Copy(KeysOf("north"), KeysOf("south"));
        await using var south = await _nodes.StartAloneAsync("south", Cancellation);
        using var api = await RestClient.SignInAsync(south, Cancellation);
    }

    [Fact]
    public async Task Keys_that_are_lost_for_good_are_given_up_by_a_command_while_nothing_runs()
    {
        await using (var first = await _nodes.StartAloneAsync("north", Cancellation))
        {
            (await ForgetAsync()).Code.ShouldBe(3, "a cloud runs");
            (await first.TerminateAsync(Cancellation)).ShouldBe(0, first.Output);
        }

        Directory.Delete(KeysOf("north"), recursive: true);
        (await RefuseAsync("north")).ShouldContain("Firstlight.Cloud forget-keys");

        var (code, said) = await ForgetAsync();
        code.ShouldBe(0, said);
        said.ShouldContain("1 keys are forgotten");
        await using var again = await _nodes.StartAloneAsync("north", Cancellation);
        using var api = await RestClient.SignInAsync(again, Cancellation);
    }

    [Theory]
    [InlineData("firmware")]
    [InlineData("device_files")]
    [InlineData("uploads")]
    public async Task A_node_with_a_folder_of_its_own_ends_at_once_and_names_it(string own)
    {
        await using var north = await _nodes.StartNodeAsync("north", Cancellation);
        _nodes.Share("north", "south", SharedInstallation.Folders.Except([own]));

        var sentence = await RefuseAsync("south", SharedInstallation.AsNode("south"));

        sentence.ShouldContain($"{_nodes.FolderOf("south", own)} is not the folder '{own}'");
        _nodes.Share("north", "south", own);
        await using var south = await _nodes.StartNodeAsync("south", Cancellation);
    }

    [Fact]
    public async Task What_a_device_sends_to_one_node_is_read_at_the_other_and_removed_there()
    {
        await using var north = await _nodes.StartNodeAsync("north", Cancellation);
        _nodes.Share("north", "south", SharedInstallation.Folders);
        await using var south = await _nodes.StartNodeAsync("south", Cancellation);
        using var atNorth = await RestClient.SignInAsync(north, Cancellation);
        using var atSouth = await RestClient.SignInAsync(south, Cancellation);
        var template = await atNorth.CreateTemplateAsync("Camera", Cancellation);
        var (id, token) = await atNorth.CreateDeviceAsync(template, "Camera", Cancellation);
        using var form = new MultipartFormDataContent { { new StringContent("a picture"), "upfile", "door.jpg" } };

        using var sent = await atNorth.Http.PostAsync($"external/api/upload?token={token}", form, Cancellation);

        var address = new Uri((await sent.Content.ReadAsStringAsync(Cancellation)).Trim()).AbsolutePath;
        (await atSouth.Http.GetStringAsync(address, Cancellation)).ShouldBe("a picture");
        using var ranged = new HttpRequestMessage(HttpMethod.Get, address);
        ranged.Headers.Range = new RangeHeaderValue(2, null);
        using var part = await atSouth.Http.SendAsync(ranged, Cancellation);
        (await part.Content.ReadAsStringAsync(Cancellation)).ShouldBe("picture");

        var file = address.Split('/')[^1];
        using var removed = await atSouth.Http.DeleteAsync($"api/v1/devices/{id}/files/{file}", Cancellation);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await atNorth.Http.GetAsync(address, Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> AskDatabaseAsync(string question) =>
        (await _nodes.Server.ExecuteAsync(question, Cancellation, SharedInstallation.Database)).Trim();

    private string KeysOf(string name) => Directory.CreateDirectory(_nodes.FolderOf(name, "keys")).FullName;

    /// <summary>What it says when it ends for having other keys or folders.</summary>
    private async Task<string> RefuseAsync(string name, params string[] more)
    {
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", _nodes.DataOf(name), "--port", "0", "--tls-port", "off", .. more],
            _nodes.Variables
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
            _nodes.Variables
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
