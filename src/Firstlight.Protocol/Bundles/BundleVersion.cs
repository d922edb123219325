using System.Globalization;
using System.Numerics;

namespace Firstlight.Protocol.Bundles;

/// <summary>
/// The order of versions: numbers between dots as numbers, and what follows a dash (<c>2.0.0-beta</c>) comes before the version without it.
/// </summary>
public static class BundleVersion
{
    /// <summary>Below zero when <paramref name="left"/> is older than <paramref name="right"/>, zero when neither is.</summary>
    public static int Compare(string left, string right)
    {
        var (leftMain, leftRest) = Split(left);
        var (rightMain, rightRest) = Split(right);
        var main = CompareParts(leftMain, rightMain);
        return (main, leftRest, rightRest) switch
        {
            (not 0, _, _) => main,
            (_, null, null) => 0,
            (_, null, _) => 1,
            (_, _, null) => -1,
            _ => CompareParts(leftRest, rightRest),
        };
    }

    private static (string Numbers, string? Suffix) Split(string version)
    {
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (version, null) : (version[..dash], version[(dash + 1)..]);
    }

    // 1.2 and 1.2.0 are the same version.
    private static int CompareParts(string left, string right)
    {
        var (lefts, rights) = (left.Split('.'), right.Split('.'));
        for (var index = 0; index < Math.Max(lefts.Length, rights.Length); index++)
        {
            var order = ComparePart(lefts.ElementAtOrDefault(index) ?? "0", rights.ElementAtOrDefault(index) ?? "0");
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static int ComparePart(string left, string right)
    {
        var isNumber = TryNumber(left, out var leftNumber);
        return (isNumber, TryNumber(right, out var rightNumber)) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
    }

    private static bool TryNumber(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
