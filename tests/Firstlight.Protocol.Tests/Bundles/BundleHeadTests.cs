using System.Security.Cryptography;
using System.Text;
using Firstlight.Protocol.Bundles;
using Firstlight.Protocol.Firmware;
using Firstlight.TestKit.Firmware;
using Firstlight.TestKit.Programs;

namespace Firstlight.Protocol.Tests.Bundles;

public sealed class BundleHeadTests : IDisposable
{
    private readonly BundleMaker _maker = new();
    private readonly ECDsa _trusted;

    public BundleHeadTests()
    {
        BundleKey.TryRead(_maker.PublicPem, out var key).ShouldBeTrue();
        _trusted = key!;
    }

    public void Dispose()
    {
        _maker.Dispose();
        _trusted.Dispose();
    }

    [Fact]
    public void What_was_signed_is_read()
    {
        var bundle = _maker.Make();

        BundleHead.TryRead(bundle, out var head, out _).ShouldBeTrue();

        head!.FindFault(_trusted).ShouldBeNull();
        head.Facts.Type.ShouldBe("TMPLabcdefgh");
        head.Facts.Version.ShouldBe("2.0.0");
        head.Facts.Build.ShouldBe("Jan  2 2026 03:04:05");
        head.Facts.Architecture.ShouldBe("amd64");
        head.Facts.Program.ShouldBe("edgentd");
        head.Facts.PayloadBytes.ShouldBe(bundle.Length - head.Bytes);
        head.Facts.PayloadSha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bundle.AsSpan(head.Bytes))));
    }

    [Fact]
    public void Whoever_reads_tags_of_firmware_knows_type_version_and_build()
    {
        FirmwareTag.TryFind(_maker.Make(), out var tag).ShouldBeTrue();

        tag!.Offset.ShouldBe(BundleHead.StartBytes);
        tag.FirmwareType.ShouldBe("TMPLabcdefgh");
        tag.Version.ShouldBe("2.0.0");
        tag.Build.ShouldBe("Jan  2 2026 03:04:05");
    }

    [Fact]
    public void The_first_bytes_are_those_of_the_page()
    {
        var bundle = _maker.Make();

        Encoding.ASCII.GetString(bundle, 0, 8).ShouldBe("FLBUNDLE");
        bundle[8..10].ShouldBe([0, 1]);
        var tagBytes = bundle[10] * 256 + bundle[11];
        Encoding.ASCII.GetString(bundle, 12, 25).ShouldBe("blnkinf\0mcu\02.0.0\0fw-type");
        bundle[12 + tagBytes - 2].ShouldBe((byte)0);
        bundle[12 + tagBytes - 1].ShouldBe((byte)0);
        BundleHead.ReadLength(bundle, out _).ShouldBe(12 + tagBytes + 64);
    }

    [Fact]
    public void The_page_shows_how_a_bundle_begins()
    {
        var page = File.ReadAllText(Repository.File("docs/protocols/update-bundle.md"));
        using var maker = new BundleMaker
        {
            Amend = facts => facts with { PayloadBytes = 9_876_543, UnpackedBytes = 24_680_135, Files = 187 },
        };

        var begin = Convert.ToHexStringLower(maker.Make().AsSpan(0, 30));

        page.Replace(" ", "", StringComparison.Ordinal).ShouldContain(begin);
    }

    [Fact]
    public void Any_bit_that_was_changed_is_noticed()
    {
        var bundle = _maker.Make();
        BundleHead.TryRead(bundle, out var whole, out _).ShouldBeTrue();
        for (var at = 0; at < whole!.Bytes; at++)
        {
            var changed = (byte[])bundle.Clone();
            changed[at] ^= 1;

            if (BundleHead.TryRead(changed, out var head, out _))
                head.FindFault(_trusted)?.Kind.ShouldBe(BundleFaultKind.BadSignature, $"byte {at}");
        }
    }

    [Fact]
    public void Another_makers_signature_is_none()
    {
        using var other = new BundleMaker();
        BundleHead.TryRead(other.Make(), out var head, out _).ShouldBeTrue();

        head!.FindFault(_trusted)!.Kind.ShouldBe(BundleFaultKind.BadSignature);
    }

    [Fact]
    public void A_bundle_that_ends_in_its_head_is_refused_wherever_it_ends()
    {
        var bundle = _maker.Make();
        BundleHead.TryRead(bundle, out var whole, out _).ShouldBeTrue();
        for (var length = 0; length < whole!.Bytes; length++)
        {
            BundleHead.TryRead(bundle.AsSpan(0, length), out _, out var fault).ShouldBeFalse();
            fault!.Kind.ShouldBeOneOf(BundleFaultKind.NoBundle, BundleFaultKind.DamagedPayload);
        }
    }

    [Theory]
    [InlineData("\x7fELF", BundleFaultKind.NoBundle)]
    [InlineData("FLBUNDLE\0\x02\0\0", BundleFaultKind.UnknownForm)]
    [InlineData("FLBUNDLE\0\x01\x7f\x7f", BundleFaultKind.InvalidFact)]
    public void Other_files_are_told_apart(string start, BundleFaultKind kind)
    {
        BundleHead.TryRead(Encoding.Latin1.GetBytes(start.PadRight(12)), out _, out var fault).ShouldBeFalse();

        fault!.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("program")]
    [InlineData("architecture")]
    [InlineData("size")]
    [InlineData("files")]
    [InlineData("sha256")]
    public void Facts_that_break_a_limit_are_not_signed(string fact)
    {
        using var maker = new BundleMaker
        {
            Amend = facts =>
                fact switch
                {
                    "version" => facts with { Version = "2.0.0+5" },
                    "program" => facts with { Program = ".." },
                    "architecture" => facts with { Architecture = "mips" },
                    "size" => facts with { PayloadBytes = BundleFacts.BytesMax + 1 },
                    "files" => facts with { Files = BundleFacts.FilesMax + 1 },
                    _ => facts with { PayloadSha256 = "00" },
                },
        };

        Should.Throw<ArgumentException>(() => maker.Make());
    }

    [Fact]
    public void The_longest_facts_fit_into_a_tag()
    {
        var text = new string('x', BundleFacts.TextMax);
        using var maker = new BundleMaker
        {
            Amend = facts =>
                facts with
                {
                    Version = text,
                    Type = text,
                    Build = text,
                    Program = text,
                    PayloadBytes = BundleFacts.BytesMax,
                    UnpackedBytes = BundleFacts.BytesMax,
                    Files = BundleFacts.FilesMax,
                },
        };

        BundleHead.TryRead(maker.Make(), out var head, out _).ShouldBeTrue();
        head!.Facts.Program.ShouldBe(text);
    }
}
