using System.Text;
using Firstlight.Core;
using Firstlight.TestKit.Fuzzing;

namespace Firstlight.Devices.Tests;

/// <summary>Values, cursors and images from outside: taken or refused, and nothing else.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly FuzzPlan Plan = new(
        (
            new(
                "value of a datastream",
                Texts("21.500", "+5", ".5", "007", "-1.8e300", "24.03\049.84", "[30.52,50.45]", "NaN", "caf\u00e9"),
                TakeValue
            ),
            10_000,
            500_000
        ),
        (
            new(
                "cursor",
                Texts(PageCursor.After(7), PageCursor.After(long.MaxValue), "AAAAAAAAAAdLYWZmZWU", "%00"),
                ReadCursor
            ),
            10_000,
            500_000
        ),
        (
            new(
                "image with a tag",
                [
                    Encoding.ASCII.GetBytes(
                        "\u0001\u0002blnkinf\0mcu\02.0.0\0fw-type\0TMPLabcdefgh\0build\0Mar  1 2026\0\0"
                    ),
                ],
                TakeImage,
                AllocatedBytesMax: 256 * 1024
            ),
            200,
            10_000
        ),
        (
            new("name of a time zone", Texts("Europe/Kyiv", "Etc/GMT+3", "../../etc/passwd", "UTC"), FindZone),
            20_000,
            200_000
        )
    );

    public static TheoryData<string> Names => [.. Plan.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_bytes_are_read_or_refused_and_nothing_else(string name) => Plan.Play(name, output.WriteLine);

    private static void TakeValue(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        foreach (var type in Enum.GetValues<DatastreamType>())
        {
            var datastream = new Datastream(1, "Any", new VirtualPin(1), type, -5, 5, null, null, SyncOnConnect: false);
            var taken = DatastreamRules.Take(datastream, text);
            // What was taken is taken again as it is: every door hands out the same text.
            if (taken.Succeeded)
                DatastreamRules.Take(datastream, taken.Value).Value.ShouldBe(taken.Value);
        }
    }

    private static void ReadCursor(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        foreach (var order in Enum.GetValues<DeviceOrder>())
            DeviceCursor.TryRead(text, order, out _);
    }

    private static void TakeImage(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = File.Create(path);
            var facts = IncomingImage.TakeAsync(new MemoryStream(bytes), file, 1_024, default).GetAwaiter().GetResult();
            facts.Succeeded.ShouldBe(bytes.Length <= 1_024);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void FindZone(byte[] bytes)
    {
        if (ZoneName.Find(Encoding.UTF8.GetString(bytes)) is { } zone)
            zone.HasIanaId.ShouldBeTrue();
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
