using System.Text;
using Firstlight.Protocol.Firmware;
using Firstlight.TestKit.Firmware;

namespace Firstlight.Protocol.Tests.Firmware;

public sealed class FirmwareStampTests
{
    private const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private static readonly PreProvisioning Values = new()
    {
        Token = Token,
        Host = "cloud.example.com",
        Port = 8443,
        Ssid = "Plant 4 · Halle",
        Password = "firstlight-wifi",
    };

    [Fact]
    public void An_ESP32_reads_its_own_values_and_accepts_the_image()
    {
        var unit = Stamp(EspImageMaker.Application(), Values);

        var reader = new UnitReader(unit);
        reader.ChecksumFits.ShouldBeTrue();
        reader.DigestFits.ShouldBeTrue();
        reader.Values.ShouldBe(
            new Dictionary<string, string>
            {
                ["ssid"] = "Plant 4 · Halle",
                ["pass"] = "firstlight-wifi",
                ["auth"] = Token,
                ["host"] = "cloud.example.com",
                ["port"] = "8443",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void What_is_left_out_stays_as_the_firmware_has_it()
    {
        var unit = Stamp(EspImageMaker.Application(), new PreProvisioning { Token = Token });

        new UnitReader(unit).Values.ShouldBe(
            new Dictionary<string, string>
            {
                ["auth"] = Token,
                ["host"] = "blynk.cloud",
                ["port"] = "443",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void Nothing_changes_but_area_checksum_and_digest()
    {
        var image = EspImageMaker.Application();
        var stamp = Open(image);

        var unit = Stamp(image, Values);

        var allowed = stamp.Seal!.Places.Append(stamp.Area.Offset..(stamp.Area.Offset + stamp.Area.Bytes));
        Changes(image, unit).ShouldAllBe(at => allowed.Any(place => place.Start.Value <= at && at < place.End.Value));
        stamp.Area.Bytes.ShouldBe(FirmwareText.AreaBytes);
    }

    [Fact]
    public void An_image_inside_a_file_of_several_is_found_and_sealed_there()
    {
        // Boot loader first, then the application on a border of sectors, as factories write them in one go.
        var loader = EspImageMaker.Newer([EspImageMaker.Noise(new Random(3), 9_000)], EspImageMaker.Esp32S3);
        byte[] file =
        [
            .. loader,
            .. Enumerable.Repeat((byte)0xFF, 0x10000 - loader.Length),
            .. EspImageMaker.Application(chip: EspImageMaker.Esp32S3),
        ];

        var unit = Stamp(file, Values);

        Open(file).Seal!.Description.ShouldBe("ESP32-S3 image, 5 segments, checksum and SHA-256");
        unit[..0x10000].ShouldBe(file[..0x10000]);
        new UnitReader(unit, 0x10000).ChecksumFits.ShouldBeTrue();
        new UnitReader(unit, 0x10000).DigestFits.ShouldBeTrue();
    }

    [Fact]
    public void An_image_without_digest_gets_none()
    {
        var image = EspImageMaker.Newer([.. Segments()], appendsHash: false);

        var unit = Stamp(image, Values);

        unit.Length.ShouldBe(image.Length);
        new UnitReader(unit).ChecksumFits.ShouldBeTrue();
    }

    [Fact]
    public void An_ESP8266_image_has_a_shorter_header_and_a_checksum()
    {
        var unit = Stamp(EspImageMaker.Older([.. Segments()]), Values);

        new UnitReader(unit, headerBytes: 8).ChecksumFits.ShouldBeTrue();
        new UnitReader(unit).Values["auth"].ShouldBe(Token);
    }

    [Fact]
    public void An_ESP8266_file_gets_the_checks_that_a_build_with_these_values_would_have()
    {
        var stamp = Open(EspImageMaker.Esp8266File([.. Segments()]));
        stamp.TryStamp(Values, out var unit, out _).ShouldBeTrue();

        // The same firmware, compiled with the unit's area.
        var area = unit.AsSpan(stamp.Area.Offset, stamp.Area.Bytes).ToArray();
        var built = EspImageMaker.Esp8266File([.. Segments([.. "blnkopt\0"u8, .. area, .. "\0\0"u8])]);

        stamp.Seal.ShouldBeOfType<Esp8266File>();
        unit.ShouldBe(built);
    }

    [Fact]
    public void A_file_of_another_kind_is_stamped_as_it_is()
    {
        byte[] file = [0x00, 0x00, 0x02, 0x20, .. FirmwareText.Tag, .. FirmwareText.Area, 1, 2, 3];

        Open(file).Seal.ShouldBeNull();
        new UnitReader(Stamp(file, Values)).Values["auth"].ShouldBe(Token);
    }

    [Fact]
    public void What_keeps_an_image_from_being_stamped_is_named()
    {
        var image = EspImageMaker.Application();
        var damaged = (byte[])image.Clone();
        damaged[^300] ^= 1;
        var forged = (byte[])image.Clone();
        forged[^1] ^= 1;
        byte[] signed = [.. image, .. new byte[-image.Length & 4_095], 0xE7, 0x02, .. new byte[1_214]];

        FaultOf([]).Kind.ShouldBe(FirmwareFaultKind.NoArea);
        FaultOf(FirmwareText.Tag).Kind.ShouldBe(FirmwareFaultKind.NoArea);
        FaultOf([.. FirmwareText.Area, .. FirmwareText.Area]).Kind.ShouldBe(FirmwareFaultKind.SeveralAreas);
        FaultOf(Stamp(image, Values)).Kind.ShouldBe(FirmwareFaultKind.AlreadyStamped);
        FaultOf(damaged)
            .ShouldSatisfyAllConditions(
                fault => fault.Kind.ShouldBe(FirmwareFaultKind.DamagedImage),
                fault => fault.Message.ShouldContain("checksum")
            );
        FaultOf(forged).Message.ShouldContain("SHA-256");
        FaultOf(image[..^40]).Kind.ShouldBe(FirmwareFaultKind.DamagedImage);
        FaultOf(signed).Kind.ShouldBe(FirmwareFaultKind.SignedImage);
        FaultOf([0xEA, 4, .. FirmwareText.Area]).Kind.ShouldBe(FirmwareFaultKind.UnknownForm);
    }

    [Fact]
    public void An_area_that_is_too_small_says_by_how_much()
    {
        var stamp = Open(EspImageMaker.Application(area: FirmwareText.AreaWith("Placeholder")));

        stamp.TryStamp(Values, out _, out var fault).ShouldBeFalse();

        // ssid 5+17, pass 5+16, auth 5+33, host 5+18, port 5+5 of 5+12, 5+12, 5+4.
        fault!.Message.ShouldBe("The values need 114 bytes; the firmware's area has 43: 71 too few.");
    }

    [Theory]
    [InlineData("short", null, null, null, null)]
    [InlineData(Token, "bad host", null, null, null)]
    [InlineData(Token, "h", 65_536, null, null)]
    [InlineData(Token, "h", 443, "", null)]
    [InlineData(Token, "h", 443, "123456789012345678901234567890123", null)]
    [InlineData(Token, "h", 443, null, "password")]
    [InlineData(Token, "h", 443, "a\0b", null)]
    public void Values_beyond_the_limits_are_refused_without_showing_them(
        string token,
        string? host,
        int? port,
        string? ssid,
        string? password
    )
    {
        var values = new PreProvisioning
        {
            Token = token,
            Host = host,
            Port = port,
            Ssid = ssid,
            Password = password,
        };

        Open(EspImageMaker.Application()).TryStamp(values, out var unit, out var fault).ShouldBeFalse();

        unit.ShouldBeNull();
        fault!.Kind.ShouldBe(FirmwareFaultKind.InvalidValue);
        fault.Message.ShouldNotContain(Token);
        values.ToString().ShouldNotContain(Token);
    }

    [Fact]
    public void A_file_that_is_not_the_units_is_told_from_it()
    {
        var image = EspImageMaker.Application();
        var stamp = Open(image);
        var unit = Stamp(image, Values);
        var other = new PreProvisioning { Token = Token.Replace('0', '1') };

        stamp.FindFault(unit, Values).ShouldBeNull();
        stamp.FindFault(unit, other).ShouldNotBeNull();
        stamp.FindFault(image, Values).ShouldNotBeNull();
        stamp.FindFault(unit.AsSpan(1), Values).ShouldNotBeNull();
        unit[^100] ^= 1;
        stamp.FindFault(unit, Values).ShouldNotBeNull();
    }

    private static IEnumerable<byte[]> Segments(byte[]? area = null)
    {
        var random = new Random(5);
        yield return [.. EspImageMaker.Noise(random, 200), .. FirmwareText.Tag, .. EspImageMaker.Noise(random, 3)];
        yield return
        [
            .. EspImageMaker.Noise(random, 50),
            .. area ?? FirmwareText.Area,
            .. EspImageMaker.Noise(random, 9),
        ];
        yield return EspImageMaker.Noise(random, 4_000);
    }

    private static FirmwareStamp Open(byte[] image)
    {
        FirmwareStamp.TryOpen(image, out var stamp, out var fault).ShouldBeTrue(fault?.Message);
        return stamp;
    }

    private static byte[] Stamp(byte[] image, PreProvisioning values)
    {
        Open(image).TryStamp(values, out var unit, out var fault).ShouldBeTrue(fault?.Message);
        return unit;
    }

    private static FirmwareFault FaultOf(byte[] image)
    {
        FirmwareStamp.TryOpen(image, out _, out var fault).ShouldBeFalse();
        return fault;
    }

    private static IEnumerable<int> Changes(byte[] before, byte[] after) =>
        Enumerable.Range(0, before.Length).Where(at => before[at] != after[at]);
}
