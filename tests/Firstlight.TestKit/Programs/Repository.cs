namespace Firstlight.TestKit.Programs;

/// <summary>Where things are: the tests run the programs that the build left in the checkout.</summary>
public static class Repository
{
    public static readonly string Root = FindRoot();

    private static readonly string Configuration = AppContext.BaseDirectory.Contains(
        $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}",
        StringComparison.Ordinal
    )
        ? "Release"
        : "Debug";

    public static string File(string relative) => Path.Combine(Root, relative);

    /// <summary>A program under src in the configuration of this test run; of Release the one compiled ahead, as <c>./run</c> starts it.</summary>
    public static string Program(string project, string assembly) =>
        File($"{project}/bin/{Configuration}/net10.0/{(Configuration == "Release" ? "publish/" : "")}{assembly}.dll");

    /// <summary>A program under benchmarks.</summary>
    public static string Benchmark(string assembly) =>
        File($"benchmarks/{assembly}/bin/{Configuration}/net10.0/{assembly}.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Firstlight.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Firstlight.slnx is in no folder above the tests.");
    }
}
