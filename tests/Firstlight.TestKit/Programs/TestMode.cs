using System.Globalization;

namespace Firstlight.TestKit.Programs;

/// <summary>How much: <c>./test</c> runs the bounded form, <c>./test --long</c> the full one.</summary>
public static class TestMode
{
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("FIRSTLIGHT_TESTS") == "long";

    private static readonly bool IsQuick = Environment.GetEnvironmentVariable("FIRSTLIGHT_TESTS") == "quick";

    /// <summary>The seed of this run: FIRSTLIGHT_SEED repeats an earlier one.</summary>
    public static int Seed() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("FIRSTLIGHT_SEED"),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var seed
        )
            ? seed
            : Environment.TickCount & int.MaxValue;

    public static int Times(int bounded, int full) => IsLong ? full : bounded;

    /// <summary>For what is worth less at the desk, too.</summary>
    public static int Times(int quick, int bounded, int full) => IsQuick ? quick : Times(bounded, full);
}
