using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Provisioning;

/// <summary>Reads <c>/board_info.json</c> as firmware in the field sends it, JSON or nearly.</summary>
public static class BoardInfoReader
{
    /// <summary>The longest answer read, in bytes.</summary>
    public const int AnswerBytesMax = TolerantJson.AnswerBytesMax;

    /// <summary>More network interfaces than any device has.</summary>
    public const int InterfacesMax = 16;

    private static readonly string[] Keys =
    [
        "board",
        "vendor",
        "tmpl_id",
        "fw_type",
        "fw_ver",
        "hw_ver",
        "name",
        "uid",
        "ssid",
        "bssid",
        "mac",
        "last_error",
        "wifi_scan",
        "static_ip",
        "5ghz",
    ];

    /// <summary>Reads the answer; unknown keys are passed over, unreadable values count as absent.</summary>
    /// <param name="answer">The body, UTF-8.</param>
    /// <param name="info">What the device says. <see cref="BoardInfo.Dialect"/> tells its generation.</param>
    /// <param name="fault">Why there is nothing: too long, or not a board's description.</param>
    public static bool TryRead(ReadOnlySpan<byte> answer, [NotNullWhen(true)] out BoardInfo? info, out string fault)
    {
        info = null;
        if (!TolerantJson.TryDecode(answer, out var text, out fault))
            return false;

        var values = TolerantJson.ReadObject(text);
        var interfaces = ReadInterfaces(text);
        // Classic firmware escapes nothing, so a backslash that happens to make valid JSON stands for itself.
        if (values is null || (text.Contains('\\', StringComparison.Ordinal) && IsClassic(values, interfaces)))
            values = UnescapedJson.ReadObject(text, Keys);
        if (values is null || !Array.Exists(Keys, values.ContainsKey))
        {
            fault = "The answer does not describe a board: it has none of the keys board, vendor, tmpl_id.";
            return false;
        }

        info = Describe(values, interfaces);
        return true;
    }

    private static bool IsClassic(Dictionary<string, string> values, IReadOnlyList<BoardInterface>? interfaces) =>
        interfaces is null && !values.ContainsKey("vendor");

    private static BoardInfo Describe(Dictionary<string, string> values, IReadOnlyList<BoardInterface>? interfaces) =>
        new()
        {
            Board = values.Text("board"),
            Vendor = values.Text("vendor"),
            TemplateId = values.Text("tmpl_id"),
            FirmwareType = values.Text("fw_type"),
            FirmwareVersion = values.Text("fw_ver"),
            Name = values.Text("name"),
            Uid = values.Text("uid"),
            Ssid = values.Text("ssid"),
            Bssid = values.Text("bssid"),
            Mac = values.Text("mac"),
            LastError = values.Number("last_error") ?? 0,
            Status = values.Text("status"),
            WifiScan = values.Flag("wifi_scan"),
            StaticIp = values.Flag("static_ip"),
            FiveGigahertz = values.Flag("5ghz"),
            Interfaces = interfaces,
        };

    private static BoardInterface[]? ReadInterfaces(string text) =>
        TolerantJson
            .ReadInnerList(text, "ifs", InterfacesMax)
            ?.ConvertAll(values => new BoardInterface
            {
                Name = values.Text("name"),
                Mac = values.Text("mac"),
                Scan = values.FlagNumber("scan"),
                FiveGigahertz = values.FlagNumber("5ghz"),
                StaticIp = values.FlagNumber("static_ip"),
            })
            .ToArray();
}
