using System.Text;
using Firstlight.Protocol.Firmware;
using Firstlight.TestKit.Firmware;

namespace Firstlight.Protocol.Tests.Firmware;

public sealed class FirmwareTagTests
{
    [Fact]
    public void The_tag_of_a_build_says_type_version_build_and_library()
    {
        FirmwareTag.TryFind(EspImageMaker.Application(), out var tag).ShouldBeTrue();

        tag.FirmwareType.ShouldBe("TMPLabcdefgh");
        tag.Version.ShouldBe("1.2.3");
        tag.Build.ShouldBe("Jan 31 2026 12:00:00");
        tag.LibraryVersion.ShouldBe("1.3.2");
        tag.IsCoprocessor.ShouldBeFalse();
        tag.Pairs.Count.ShouldBe(9);
        tag.Offset.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("blnkinf|fw|0.9|ver|1.0.1||", "0.9", "1.0.1", false)]
    [InlineData("blnkinf|ncp|0.6.3|fw-type|NCP||", "0.6.3", null, true)]
    [InlineData("blnkinf|mcu|1|ncp|2||", "1", null, true)]
    // Others' text may stand around it, and a mark alone is no tag.
    [InlineData("xblnkinf|ÿ|blnkinf|mcu|3||", "3", null, false)]
    [InlineData("blnkinf|mcu|3|build|blnkinf|mcu|4||", "3", null, false)]
    public void Older_and_other_tags_are_read(string text, string version, string? library, bool isCoprocessor)
    {
        FirmwareTag.TryFind(Bytes(text), out var tag).ShouldBeTrue();

        tag.Version.ShouldBe(version);
        tag.LibraryVersion.ShouldBe(library);
        tag.IsCoprocessor.ShouldBe(isCoprocessor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("blnkinf")]
    [InlineData("blnkinf|mcu|1.0|")]
    [InlineData("blnkinf|mcu|1.0#beta||")]
    [InlineData("blnkinf||")]
    public void What_is_no_whole_tag_is_none(string text) => FirmwareTag.TryFind(Bytes(text), out _).ShouldBeFalse();

    [Fact]
    public void A_file_full_of_marks_is_searched_in_no_time()
    {
        var file = Bytes(string.Concat(Enumerable.Repeat("blnkinf|", 200_000)));
        var started = Environment.TickCount64;

        FirmwareTag.TryFind(file, out _).ShouldBeFalse();

        (Environment.TickCount64 - started).ShouldBeLessThan(3_000);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.Replace('|', '\0'));
}
