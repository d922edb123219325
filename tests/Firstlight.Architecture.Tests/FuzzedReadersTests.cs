namespace Firstlight.Architecture.Tests;

/// <summary>
/// Whatever reads what strangers wrote is fed with broken bytes. Who adds a reader names it here, and the plan of its room
/// has to play it.
/// </summary>
public sealed class FuzzedReadersTests
{
    private static readonly Dictionary<string, string[]> Readers = new(StringComparer.Ordinal)
    {
        ["Protocol"] =
        [
            "FrameReader",
            "BodyParsers",
            "PacketReader",
            "BoardInfoReader",
            "ConfigAnswerReader",
            "ConfigQuery",
            "WifiScanReader",
            "FirmwareTag",
            "FirmwareStamp",
        ],
        ["Edgent"] =
        [
            "HttpAnswer",
            "FirmwareOffer",
            "SlotRecord",
            "StoredConfig",
            "PortalForm",
            "SettingsFromPhone",
            "FirmwareUpload",
            "ConsoleLine",
        ],
        ["Gateway"] =
        [
            "CallQuery",
            "ReportRequest",
            "ImportCall",
            "UploadCall",
            "UplinkRoutes",
            "PinFields",
            "InfoBlock",
            "NodeTopic",
        ],
        ["Devices"] = ["DatastreamRules", "PageCursor", "DeviceCursor", "IncomingImage", "ZoneName"],
        ["Api"] = ["UnitTable", "WireValue", "HistorySpan", "TusProtocol"],
        ["Webhooks"] = ["WebhookRules", "AnswerText"],
        ["Cli"] = ["CsvTable", "LinesTable"],
    };

    // Parts of those above, which call them.
    private static readonly string[] Parts = ["FieldReader", "ConnectReader", "ConfigQueryReader"];

    public static TheoryData<string> Rooms => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Each_is_played_by_the_plan_of_its_room(string room)
    {
        var plan = File.ReadAllText(Path.Combine(Repository.Root, $"tests/Firstlight.{room}.Tests/FuzzTests.cs"));

        Readers[room].Where(reader => !plan.Contains(reader, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Classes that say by their name what they are.</summary>
    [Fact]
    public void No_reader_of_the_wires_is_forgotten() =>
        Repository
            .Project("Protocol")
            .Sources()
            .Select(source => Path.GetFileNameWithoutExtension(source.Path))
            .Where(name => name.EndsWith("Reader", StringComparison.Ordinal))
            .Except([.. Readers["Protocol"], .. Parts])
            .ShouldBeEmpty();
}
