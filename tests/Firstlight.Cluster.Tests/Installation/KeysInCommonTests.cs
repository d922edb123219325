using System.Text;
using Firstlight.Cluster.Installation;
using Firstlight.Core;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.Tests.Installation;

/// <summary>Programs with key folders of their own, with the platform's keys, at one installation.</summary>
public sealed class KeysInCommonTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly Scratch _scratch = new();
    private readonly MarksInMemory _marks = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Who_has_the_keys_of_the_installation_joins_and_opens_what_others_sealed()
    {
        await using var north = await StartAsync("north");
        Copy("north", "south");
        await using var south = await StartAsync("south");

        var secret = north.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("word");
        south.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Unprotect(secret);
    }

    [Fact]
    public async Task Who_has_none_is_refused_and_makes_none()
    {
        await using var north = await StartAsync("north");
        (await RefuseAsync("south")).ShouldContain($"{Folder("south")} is empty");
        Files("south").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_others_is_refused_and_leaves_no_trace()
    {
        await using var north = await StartAsync("north");
        NewKey("south");
        var before = Files("south");

        (await RefuseAsync("south")).ShouldContain("are not those of this installation");

        Files("south").ShouldBe(before);
        (await _marks.ListAsync(KeysInCommon.Kind, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_under_a_known_number_that_is_another_one_is_no_key_of_the_installation()
    {
        await using var north = await StartAsync("north");
        Copy("north", "south");
        var file = Files("south").Single();
        var text = await File.ReadAllTextAsync(file, Cancellation);
        var begin = text.IndexOf("<value>", StringComparison.Ordinal) + "<value>".Length;
        var end = text.IndexOf("</value>", StringComparison.Ordinal);
        var other = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('k', 64)));
        await File.WriteAllTextAsync(file, text[..begin] + other + text[end..], Cancellation);

        (await RefuseAsync("south")).ShouldContain("are not those of this installation");
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("no base64")]
    [InlineData("")]
    public async Task A_file_that_holds_no_key_counts_as_not_there(string value)
    {
        NewKey("north");
        await using (await StartAsync("north")) { }
        Copy("north", "south");
        var whole = NewKey("north");
        await using (await StartAsync("north")) { }
        Copy("north", "south");
        var file = Path.Combine(Folder("south"), Path.GetFileName(whole));
        var text = await File.ReadAllTextAsync(file, Cancellation);
        var begin = text.IndexOf("<value>", StringComparison.Ordinal) + "<value>".Length;
        var end = text.IndexOf("</value>", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text[..begin] + value + text[end..], Cancellation);

        (await RefuseAsync("south")).ShouldContain(Path.GetFileName(whole));
    }

    [Fact]
    public async Task Who_was_not_given_a_newer_key_is_told_which_file_is_missing()
    {
        await using (await StartAsync("north")) { }
        Copy("north", "south");
        var newer = NewKey("north");
        await using var north = await StartAsync("north");

        var sentence = await RefuseAsync("south");
        sentence.ShouldContain(Path.GetFileName(newer));
        sentence.ShouldNotContain(Path.GetFileName(Files("south").Single()));

        Copy("north", "south");
        await using var south = await StartAsync("south");
    }

    [Fact]
    public async Task A_key_that_is_made_while_nodes_run_is_known_within_an_hour_and_missed_where_it_is_not()
    {
        await using var north = await StartAsync("north");
        Copy("north", "south");
        await using var south = await StartAsync("south");
        await Until.TrueAsync(() => _time.WaitingTimers == 2, "both wait for the hour", Cancellation);

        var newer = Path.GetFileName(NewKey("north"));
        _time.Advance(KeysInCommon.Interval);

        await Until.TrueAsync(
            async () => (await _marks.ListAsync(KeysInCommon.Kind, Cancellation)).Count == 2,
            "the newer key is known",
            Cancellation
        );
        await Until.TrueAsync(
            () =>
            {
                if (south.Said(newer))
                    return true;
                _time.Advance(KeysInCommon.Interval);
                return false;
            },
            "the node without it says so",
            Cancellation
        );
        north.Said(newer).ShouldBeFalse();
    }

    [Fact]
    public async Task Keys_that_are_lost_for_good_are_forgotten_by_word_and_the_next_ones_count()
    {
        await using (await StartAsync("north")) { }
        NewKey("south");
        await RefuseAsync("south");

        (await _marks.ForgetKeysAsync(Cancellation)).ShouldBe(1);

        await using var south = await StartAsync("south");
        (await RefuseAsync("north")).ShouldContain("are not those of this installation");
    }

    [Fact]
    public async Task What_the_database_holds_is_no_key()
    {
        await using var north = await StartAsync("north");
        var text = await File.ReadAllTextAsync(Files("north").Single(), Cancellation);
        var begin = text.IndexOf("<value>", StringComparison.Ordinal) + "<value>".Length;
        var secret = Convert.FromBase64String(text[begin..text.IndexOf("</value>", StringComparison.Ordinal)]);

        var mark = (await _marks.ListAsync(KeysInCommon.Kind, Cancellation)).ShouldHaveSingleItem();

        secret.Length.ShouldBe(64);
        for (var part = 0; part + 8 <= secret.Length; part++)
            mark.Value.AsSpan().IndexOf(secret.AsSpan(part, 8)).ShouldBe(-1);
    }

    private async Task<InstallationProgram> StartAsync(string name)
    {
        var program = new InstallationProgram(Folder(name), _marks, _time);
        try
        {
            await program.StartAsync(Cancellation);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    private async Task<string> RefuseAsync(string name) =>
        (await Should.ThrowAsync<NotOfInstallationException>(() => StartAsync(name))).Message;

    private string Folder(string name) => Directory.CreateDirectory(_scratch.File(name)).FullName;

    private string[] Files(string name) => [.. Directory.GetFiles(Folder(name)).Order(StringComparer.Ordinal)];

    private void Copy(string from, string to)
    {
        foreach (var file in Files(from))
            File.Copy(file, Path.Combine(Folder(to), Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>As the platform makes one when the key before will end; answers its file.</summary>
    private string NewKey(string name)
    {
        var before = Files(name);
        using var services = InstallationProgram
            .AddKeys(new ServiceCollection(), Folder(name))
            .AddLogging()
            .BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        services.GetRequiredService<IKeyManager>().CreateNewKey(now.AddDays(2), now.AddDays(90));
        return Files(name).Except(before, StringComparer.Ordinal).Single();
    }
}
