using System.Text.RegularExpressions;

namespace Firstlight.Architecture.Tests;

/// <summary>
/// A later simulation owns every continuation and every moment of these rooms: nothing in them may reach for a thread, a
/// timer or shared state behind its back.
/// </summary>
public sealed partial class DeterminismTests
{
    public static TheoryData<string> Rooms => ["Activation", "Fleet", "Cluster", "Edgent", "Webhooks"];

    [Theory, MemberData(nameof(Rooms))]
    public void No_line_leaves_the_scheduler_or_keeps_static_state(string room)
    {
        var sources = Repository.Project(room).Sources().ToList();

        sources.ShouldNotBeEmpty();
        sources.SelectMany(source => Offences(source.Path, source.Text)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("await Task.Run(() => Work());")]
    [InlineData("Task.Factory.StartNew(Work);")]
    [InlineData("await work.ConfigureAwait(false);")]
    [InlineData("await work.ConfigureAwait( continueOnCapturedContext: false);")]
    [InlineData("var timer = new Timer(Tick);")]
    [InlineData("private System.Threading.Timer _timer;")]
    [InlineData("ThreadPool.QueueUserWorkItem(Work);")]
    [InlineData("new Thread(Work).Start();")]
    [InlineData("    private static int _count;")]
    [InlineData("    internal static volatile bool Stopping = false;")]
    [InlineData("    public static Dictionary<string, int> Seen = new();")]
    [InlineData("    private static (int X, int Y) _place;")]
    [InlineData("    public static string? Name { get; set; }")]
    [InlineData("    public static event Action? Changed;")]
    [InlineData("    private static readonly ConcurrentDictionary<string, int> Seen = new();")]
    [InlineData("    private static readonly List<string> Names = [];")]
    [InlineData("    private static readonly SemaphoreSlim Gate = new(1);")]
    [InlineData("    [ThreadStatic]")]
    [InlineData("    private static readonly AsyncLocal<int> Depth = new();")]
    public void The_rule_sees(string line) => Offences("Any.cs", line).ShouldNotBeEmpty();

    [Theory]
    [InlineData("// Task.Run would leave the scheduler.")]
    [InlineData("    private static readonly string[] Words = [\"a\"];")]
    [InlineData("    private static readonly FrozenDictionary<string, int> Words = Build();")]
    [InlineData("    public const int CountMax = 5;")]
    [InlineData("    public static string Name { get; } = \"a\";")]
    [InlineData("    private static bool Fits(int value, int max) => value <= max;")]
    [InlineData("    public static Step Stay(Session session, Refusal? refusal = null) => new(session, refusal);")]
    [InlineData("    private static (int X, int Y) Place(int x = 1) => (x, 0);")]
    [InlineData("    internal static partial void Started(ILogger logger);")]
    [InlineData("    public Func<string, string?> Header { get; init; } = static _ => null;")]
    [InlineData("using static Firstlight.Activation.ProvisioningEvent;")]
    [InlineData("    private readonly ITimer _timer = time.CreateTimer(Tick, null, due, period);")]
    public void The_rule_lets_pass(string line) => Offences("Any.cs", line).ShouldBeEmpty();

    private static IEnumerable<string> Offences(string path, string text)
    {
        var lines = Repository.CodeLines(text);
        for (var index = 0; index < lines.Length; index++)
        {
            if (Forbidden().IsMatch(lines[index]) || MutableStatic().IsMatch(lines[index]))
                yield return $"{path}:{index + 1}: {lines[index].Trim()}";
        }
    }

    [GeneratedRegex(
        @"\bTask\.Run\b|\bTask\.Factory\b|\bConfigureAwait\s*\([^)]*\bfalse\b|\bnew\s+Timer\s*\(|\bThreading\.Timer\b"
            + @"|\bThreadPool\b|\bnew\s+Thread\s*\(|\[ThreadStatic\]|\bAsyncLocal<|\bThreadLocal<"
    )]
    private static partial Regex Forbidden();

    [GeneratedRegex(
        // A field or event that can be assigned, a property with a setter, a collection that is only held readonly.
        @"^\s*(?:(?:public|private|internal|protected|volatile|new)\s+)*static\s+(?:"
            + @"(?!readonly\b|class\b|partial\b|async\b|extern\b|implicit\b|explicit\b)"
            + @"(?:(?:[\w<>\[\],?.]+|\([^()]*\)\??)\s+)+\w+\s*(?:=(?!>)|;|\{[^}]*\bset\b)"
            + @"|readonly\s+(?:[\w.]+\.)?(?:Concurrent\w+|Dictionary|List|HashSet|Queue|Stack|Channel|StringBuilder|Random|SemaphoreSlim|Lock)\b)"
    )]
    private static partial Regex MutableStatic();
}
