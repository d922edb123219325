using System.Collections.Frozen;
using System.Globalization;
using Firstlight.Devices;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>A device's report about itself: a flat list of keys and values (<c>docs/protocols/native.md</c>, information).</summary>
internal static class InfoBlock
{
    /// <summary>A longer heartbeat is a mistake and counts as not named.</summary>
    private const int HeartbeatSecondsMax = 86_400;

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "mcu",
        "ncp",
        "blynk",
        "ver",
        "fw",
        "fw-type",
        "build",
        "tmpl",
        "h-beat",
        "buff-in",
        "dev",
        "cpu",
        "con",
        "conn"
    );

    /// <summary>Null when not one key is known: then it is a sub-command that we do not have.</summary>
    public static HardwareReport? TryRead(string[] fields)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);

        // The Linux library leaves a NUL at the end, so an odd, empty last field is normal.
        for (var index = 0; index + 1 < fields.Length; index += 2)
        {
            if (Keys.Contains(fields[index]))
                values[fields[index]] = ReportText.Short(fields[index + 1]);
        }

        if (values.Count == 0)
            return null;
        return new HardwareReport
        {
            TemplateId = Find("tmpl"),
            FirmwareVersion = Find("ncp") ?? Find("mcu") ?? Find("fw"),
            FirmwareType = Find("fw-type"),
            Build = Find("build"),
            LibraryVersion = Find("blynk") ?? Find("ver"),
            Board = Find("dev"),
            Cpu = Find("cpu"),
            Connection = Find("con") ?? Find("conn"),
            Heartbeat = Number("h-beat", HeartbeatSecondsMax) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ReceiveBytesMax =
                Number("buff-in", int.MaxValue) is { } bytes && bytes > NativeLimits.HeaderBytes ? bytes : null,
        };

        string? Find(string key) => values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

        int? Number(string key, int max) =>
            int.TryParse(Find(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= max
                ? number
                : null;
    }
}
