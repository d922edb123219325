namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>Packages as <c>packages/build.sh</c> makes them, and what is in them.</summary>
internal static class PackageBuild
{
    /// <summary>Builds one; answers its path and everything that was said.</summary>
    public static async Task<(string Package, string Said)> MakeAsync(
        Scratch scratch,
        string architecture,
        string version,
        CancellationToken cancellation
    )
    {
        string[] words = ["--arch", architecture, "--version", version, "--output", scratch.Path];
        var said = await RunAsync("packages/build.sh", words, cancellation);
        return (scratch.File($"firstlight-edgent_{version}_{architecture}.deb"), said);
    }

    /// <summary>The same package under another version: what an upgrade needs.</summary>
    public static async Task<string> RenumberAsync(
        Scratch scratch,
        string package,
        string version,
        CancellationToken cancellation
    )
    {
        var (tree, renumbered) = (scratch.File("tree"), scratch.File($"firstlight-edgent_{version}.deb"));
        await RunAsync("dpkg-deb", ["-R", package, tree], cancellation);
        var control = Path.Combine(tree, "DEBIAN", "control");
        var lines = await File.ReadAllLinesAsync(control, cancellation);
        await File.WriteAllLinesAsync(
            control,
            lines.Select(line => line.StartsWith("Version: ", StringComparison.Ordinal) ? $"Version: {version}" : line),
            cancellation
        );
        await RunAsync("dpkg-deb", ["--root-owner-group", "-Zgzip", "-z1", "-b", tree, renumbered], cancellation);
        return renumbered;
    }

    /// <summary>A program to its end, which must be a good one; answers what it said.</summary>
    public static async Task<string> RunAsync(string program, string[] words, CancellationToken cancellation)
    {
        var file = program.Contains('/', StringComparison.Ordinal) ? Repository.File(program) : program;
        await using var child = Child.Start(file, words);
        var code = await child.WaitForExitAsync(cancellation);
        code.ShouldBe(0, $"{program} {string.Join(' ', words)}\n{child.Output}");
        return child.Output;
    }
}
