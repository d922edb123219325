using System.Globalization;
using System.Text.RegularExpressions;

namespace Firstlight.Edgent.Linux;

/// <summary>Which interfaces a radio can have up at once: "valid interface combinations" of <c>iw phy … info</c> (nl80211's NL80211_ATTR_INTERFACE_COMBINATIONS).</summary>
internal static partial class InterfaceCombinations
{
    private const string Heading = "valid interface combinations:";
    private const int PatienceMilliseconds = 1000;

    /// <summary>On how many channels at once it can be an access point and in a network: 0, it cannot; 1, both share a channel.</summary>
    public static int ChannelsForBoth(string phyInfo)
    {
        var begin = phyInfo.IndexOf(Heading, StringComparison.Ordinal);
        if (begin < 0)
            return 0;
        // One begins with a star; the section ends where a line has one tab again.
        var section = phyInfo[(begin + Heading.Length)..];
        if (NextSection().Match(section) is { Success: true } next)
            section = section[..next.Index];
        return section.Split('*').Where(AllowsBoth).Select(ChannelsOf).DefaultIfEmpty(0).Max();
    }

    private static bool AllowsBoth(string combination)
    {
        var limits = Limit()
            .Matches(combination)
            .Select(limit => (Types: TypesOf(limit), Max: NumberOf(limit)))
            .ToList();
        var total = Total().Match(combination);
        return total.Success
            && NumberOf(total) >= 2
            && limits
                .Index()
                .Any(station =>
                    station.Item.Types.Contains("managed")
                    && limits
                        .Index()
                        .Any(access =>
                            access.Item.Types.Contains("AP") && (access.Index != station.Index || access.Item.Max >= 2)
                        )
                );
    }

    private static int ChannelsOf(string combination) =>
        Channels().Match(combination) is { Success: true } channels ? NumberOf(channels) : 0;

    private static string[] TypesOf(Match limit) => limit.Groups["types"].Value.Split(", ");

    private static int NumberOf(Match match) =>
        int.TryParse(match.Groups["max"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    [GeneratedRegex(@"#\{ (?<types>[^}]+) \} <= (?<max>\d+)", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex Limit();

    [GeneratedRegex(@"total <= (?<max>\d+)", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex Total();

    [GeneratedRegex(@"#channels <= (?<max>\d+)", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex Channels();

    [GeneratedRegex(@"\n\t\S", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex NextSection();
}
