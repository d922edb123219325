using Firstlight.Protocol.Firmware;
using Firstlight.TestKit.Firmware;
using FsCheck;
using FsCheck.Fluent;

namespace Firstlight.Protocol.Tests.Firmware;

/// <summary>What holds for any firmware and any values.</summary>
public sealed class FirmwareProperties(ITestOutputHelper output)
{
    private const int Mutations = 3_000;

    private static readonly Gen<string> Tokens = Gen.Elements(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".ToCharArray()
        )
        .ArrayOf(PreProvisioning.TokenCharacters)
        .Select(characters => new string(characters));

    private static readonly Gen<string> Names = Gen.Elements("a", "B", "9", " ", "\"", "\\", "é", "ß", "🌡")
        .ArrayOf()
        .Select(parts => string.Concat(parts.Take(20)));

    private static readonly Gen<PreProvisioning> AnyValues =
        from token in Tokens
        from ssid in Names
        from password in Names
        from port in Gen.Choose(1, 65_535)
        from host in Gen.Elements("h", "cloud.example.com", "10.0.0.1", "[fe80::1]", null)
        select new PreProvisioning
        {
            Token = token,
            Ssid = ssid.Length == 0 ? null : ssid,
            Password = ssid.Length == 0 ? null : password,
            Host = host,
            Port = port,
        };

    private static readonly Gen<byte[]> AnyImage =
        from before in Gen.Choose(0, 6_000)
        from after in Gen.Choose(0, 6_000)
        from segments in Gen.Choose(1, 16)
        from hash in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue)
        select Image(before, after, segments, hash, seed);

    [Fact]
    public void A_stamped_image_reads_back_and_differs_only_where_it_may() =>
        Prop.ForAll(
                AnyImage.ToArbitrary(),
                AnyValues.ToArbitrary(),
                (image, values) =>
                {
                    FirmwareStamp.TryOpen(image, out var stamp, out var refused).ShouldBeTrue(refused?.Message);
                    if (!stamp.TryStamp(values, out var unit, out var fault))
                        return fault.Kind == FirmwareFaultKind.InvalidValue && values.FindFault() == fault;
                    var read = new UnitReader(unit);
                    var seal = (EspImage)stamp.Seal!;
                    var held = new UnitReader(image).Values;
                    var isSame =
                        read.Values["auth"] == values.Token
                        && read.Values.GetValueOrDefault("ssid") == values.Ssid
                        && read.Values.GetValueOrDefault("pass", "") == (values.Password ?? "")
                        && read.Values["host"] == (values.Host ?? held["host"])
                        && read.Values["port"] == values.Port.ToString();
                    var fits = read.ChecksumFits && (!seal.HasHash || read.DigestFits);
                    var bytes = (byte[])unit.Clone();
                    foreach (var place in seal.Places.Append(stamp.Area.Offset..(stamp.Area.Offset + stamp.Area.Bytes)))
                        image[place].CopyTo(bytes, place.Start.Value);
                    return isSame && fits && bytes.SequenceEqual(image);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_make_a_reader_throw() =>
        Prop.ForAll(
                Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(),
                bytes =>
                    Survives(bytes)
                    && Survives([0xE9, .. bytes])
                    && Survives([.. "blnkopt\0ssid\0x\0"u8, .. bytes])
                    && Survives([.. "blnkinf\0mcu\0"u8, .. bytes])
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Broken_images_never_throw_and_are_never_stamped_into_nonsense()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        byte[][] corpus =
        [
            EspImageMaker.Application(2_000),
            EspImageMaker.Older([
                [.. EspImageMaker.Noise(random, 90), .. FirmwareText.Area],
            ]),
            EspImageMaker.Esp8266File([
                [.. EspImageMaker.Noise(random, 90), .. FirmwareText.Area],
            ]),
        ];
        for (var run = 0; run < Mutations; run++)
        {
            var bytes = (byte[])corpus[random.Next(corpus.Length)].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                // Mostly where headers are.
                var at = random.Next(2) == 0 ? random.Next(32) : random.Next(bytes.Length);
                bytes[at] = (byte)(
                    random.Next(4) switch
                    {
                        0 => 0,
                        1 => 0xFF,
                        _ => random.Next(256),
                    }
                );
            }

            if (random.Next(3) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            Survives(bytes).ShouldBeTrue($"seed {seed}, run {run}");
        }
    }

    private static bool Survives(byte[] file)
    {
        FirmwareTag.TryFind(file, out _);
        EspImage.TryRead(file, 0, out _);
        if (!FirmwareStamp.TryOpen(file, out var stamp, out var fault))
            return fault.Message.Length > 0;
        var values = new PreProvisioning { Token = "0123456789abcdefghijklmnopqrs-_Z" };
        return stamp.TryStamp(values, out var unit, out fault)
            ? unit.Length == file.Length && stamp.FindFault(unit, values) is null
            : fault.Kind is FirmwareFaultKind.AreaTooSmall;
    }

    private static byte[] Image(int before, int after, int segments, bool hash, int seed)
    {
        var random = new Random(seed);
        byte[] data =
        [
            .. EspImageMaker.Noise(random, before),
            .. FirmwareText.Area,
            .. EspImageMaker.Noise(random, after),
        ];
        var others = Enumerable
            .Range(1, segments - 1)
            .Select(_ => EspImageMaker.Noise(random, random.Next(400)))
            .ToList();
        others.Insert(random.Next(segments), data);
        return EspImageMaker.Newer(others, appendsHash: hash);
    }
}
