using Firstlight.TestKit.Fuzzing;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Bus;

/// <summary>The reader of a bus's bytes, fed with what good bytes may turn into.</summary>
public sealed class BusFuzzTests(ITestOutputHelper output)
{
    private static readonly FuzzTarget Target = new(
        "D-Bus messages",
        [GoldenMessages.Hello, GoldenMessages.BigEndianSignal, AnyProfile()],
        Read
    );

    [Fact]
    public void Broken_bytes_are_read_or_refused_and_nothing_else() =>
        Target.Play(TestMode.Times(20_000, 200_000, 5_000_000), output.WriteLine);

    private static void Read(byte[] bytes)
    {
        try
        {
            for (var rest = bytes; BusMessage.Read(rest, out var length) is not null; )
                rest = rest[length..];
        }
        catch (BusFormatException)
        {
            // The answer to broken bytes: the connection ends.
        }
    }

    private static byte[] AnyProfile() =>
        new BusMessage
        {
            Kind = BusMessageKind.Call,
            Serial = 7,
            Path = "/x",
            Interface = "a.b",
            Member = "Add",
            Signature = "a{sa{sv}}ooa{sv}",
            Body =
            [
                Profiles.OfAccessPoint(
                    new AccessPoint("Blynk Thermostat-AAAA", Edgent.Portal.Address, "blynk.setup", true),
                    "wlan0",
                    RadioChannel.Usual,
                    mac: null
                ),
                new ObjectPath("/d"),
                ObjectPath.None,
                new Dictionary<object, object>
                {
                    ["a"] = new Variant(
                        "(ybnqiuxtdsogv)",
                        new BusStruct(
                            (byte)1,
                            true,
                            (short)2,
                            (ushort)3,
                            4,
                            5u,
                            6L,
                            7ul,
                            8.0,
                            "s",
                            ObjectPath.None,
                            new BusSignature("av"),
                            new Variant("aau", new object[] { new object[] { 1u, 2u } })
                        )
                    ),
                },
            ],
        }.ToBytes();
}
