using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A cloud that cannot start says why in one sentence, ends with code 3 and harms nothing.</summary>
public sealed class RefusedStartTests(ITestOutputHelper output)
{
    private const int RefusedExitCode = 3;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_damaged_newer_or_held_database_is_refused_in_a_sentence_and_left_alone()
    {
        using var scratch = new Scratch();
        var database = scratch.File("firstlight.db");
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
            (await cloud.TerminateAsync(Cancellation)).ShouldBe(0);
        var healthy = await File.ReadAllBytesAsync(database, Cancellation);

        using (DatabaseHold.Take(scratch.Path))
            (await RefuseAsync(scratch.Path)).ShouldContain("is locked");

        DatabaseHold.Change(
            scratch.Path,
            "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (999, 'from the future', '', 0)"
        );
        (await RefuseAsync(scratch.Path)).ShouldContain("has version 999");

        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        var noise = new byte[healthy.Length];
        new Random(seed).NextBytes(noise);
        await File.WriteAllBytesAsync(database, noise, Cancellation);
        (await RefuseAsync(scratch.Path)).ShouldContain("is not a database");
        (await File.ReadAllBytesAsync(database, Cancellation)).ShouldBe(noise, "nothing was changed");

        // Only the first page is as it was: the file looks like a database until it is read.
        const int pageBytes = 4096;
        healthy.AsSpan(0, pageBytes).CopyTo(noise);
        await File.WriteAllBytesAsync(database, noise, Cancellation);
        (await RefuseAsync(scratch.Path)).ShouldContain("malformed");

        await File.WriteAllBytesAsync(database, healthy, Cancellation);
        await using var mended = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(mended, Cancellation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("keys")]
    [InlineData("tls")]
    [InlineData("firstlight.db", true)]
    public async Task A_file_where_a_folder_belongs_is_named(string name, bool isFolder = false)
    {
        using var scratch = new Scratch();
        var data = scratch.File("data");
        var path = Path.Combine(data, name);
        if (name.Length > 0)
            Directory.CreateDirectory(data);
        if (isFolder)
            Directory.CreateDirectory(path);
        else
            await File.WriteAllTextAsync(path, "in the way", Cancellation);

        (await RefuseAsync(data, "--tls-port", "0")).ShouldContain(path);
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_named()
    {
        using var scratch = new Scratch();
        var pem = scratch.File("cert.pem");
        await File.WriteAllTextAsync(pem, "not a certificate", Cancellation);

        var said = await RefuseAsync(
            scratch.File("data"),
            "--tls-port",
            "0",
            "--certificate",
            pem,
            "--certificate-key",
            pem
        );

        said.ShouldContain(pem);
    }

    [Fact]
    public async Task A_full_disk_is_refused_in_a_sentence()
    {
        using var scratch = new Scratch();
        var disk = Directory.CreateDirectory(scratch.File("disk")).FullName;
        Assert.SkipUnless(
            await TryRunAsync("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk),
            "This machine does not let the test mount a small disk."
        );
        try
        {
            (await RefuseAsync(Path.Combine(disk, "data"), "--tls-port", "0")).ShouldContain("full");
        }
        finally
        {
            (await TryRunAsync("umount", disk)).ShouldBeTrue();
        }
    }

    /// <summary>What it says when it does not start.</summary>
    private static async Task<string> RefuseAsync(string data, params string[] more)
    {
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", data, "--port", "0", .. more.Length > 0 ? more : ["--tls-port", "off"]],
            new Dictionary<string, string?>
            {
                ["FIRSTLIGHT_OWNER_EMAIL"] = CloudProcess.OwnerEmail,
                ["FIRSTLIGHT_OWNER_PASSWORD"] = CloudProcess.OwnerPassword,
            }
        );
        (await child.WaitForExitAsync(Cancellation)).ShouldBe(RefusedExitCode, child.Output);
        var sentence = child.Output.Split('\n').Last(line => line.Length > 0);
        sentence.ShouldStartWith("The cloud cannot start: ");
        return sentence;
    }

    private static async Task<bool> TryRunAsync(string program, params string[] arguments)
    {
        try
        {
            await using var child = Child.Start(program, arguments);
            return await child.WaitForExitAsync(Cancellation) == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
