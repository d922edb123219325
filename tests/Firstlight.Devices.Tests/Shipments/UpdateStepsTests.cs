using Firstlight.Core;

namespace Firstlight.Devices.Tests.Shipments;

/// <summary>What becomes of a device's update, by what it says and how long it takes.</summary>
public sealed class UpdateStepsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenHash Link = new("ab");

    [Fact]
    public void A_device_that_has_the_firmware_is_skipped_and_one_that_was_told_is_done()
    {
        var due = Due("2.0.0");

        Hear(due).ShouldBe((UpdateState.Skipped, UpdateReason.AlreadyInstalled));
        Hear(due with { Update = UpdateSteps.Tell(due, Link, Start) }).ShouldBe((UpdateState.Done, null));
    }

    [Fact]
    public void The_same_version_of_another_build_is_not_the_same_firmware()
    {
        var due = Due("2.0.0");
        due = due with { Hardware = due.Hardware! with { Build = "Feb  1 2026 00:00:00" } };

        Hear(due).State.ShouldBe(UpdateState.Waiting);
    }

    [Fact]
    public void A_board_of_another_type_is_left_alone()
    {
        var due = Due("1.0.0");
        due = due with { Hardware = due.Hardware! with { FirmwareType = "TMPLother" } };

        Hear(due).ShouldBe((UpdateState.Skipped, UpdateReason.OtherType));
    }

    [Theory]
    [InlineData(UpdateState.Told, UpdateReason.NotDownloaded)]
    [InlineData(UpdateState.Downloading, UpdateReason.DownloadBroken)]
    [InlineData(UpdateState.Downloaded, UpdateReason.CameBackUnchanged)]
    public void Who_comes_back_with_the_old_version_is_told_again_and_the_reason_says_how_far_it_came(
        UpdateState reached,
        UpdateReason reason
    )
    {
        var due = Due("1.0.0");
        var told = UpdateSteps.Tell(due, Link, Start) with { State = reached };

        var next = UpdateSteps.Hear(due with { Update = told }, Start.AddSeconds(30));

        next.State.ShouldBe(UpdateState.Waiting);
        next.Reason.ShouldBe(reason);
        next.Attempts.ShouldBe(1);
        next.Link.ShouldBeNull("what it was told is worth nothing any more");
    }

    [Fact]
    public void Information_on_the_connection_of_the_notice_says_nothing_about_the_attempt()
    {
        var due = Due("1.0.0");
        var told = UpdateSteps.Tell(due, Link, Start);

        UpdateSteps.Hear(due with { Update = told }, Start.AddSeconds(4), isSameConnection: true).ShouldBe(told);
    }

    [Fact]
    public void After_three_attempts_it_has_failed_and_a_day_later_it_begins_anew()
    {
        var due = Due("1.0.0");
        var now = Start;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            due.Update.State.ShouldBe(UpdateState.Waiting);
            due = due with { Update = UpdateSteps.Tell(due, Link, now) };
            now += TimeSpan.FromMinutes(1);
            due = due with { Update = UpdateSteps.Hear(due, now) };
        }

        due.Update.State.ShouldBe(UpdateState.Failed);
        UpdateSteps.Hear(due, now).State.ShouldBe(UpdateState.Failed);
        var later = UpdateSteps.Hear(due, Start.AddHours(24));
        later.State.ShouldBe(UpdateState.Waiting);
        later.Attempts.ShouldBe(0);
    }

    [Fact]
    public void A_notice_that_did_not_leave_does_not_count()
    {
        var due = Due("1.0.0");
        var untold = UpdateSteps.Untell(UpdateSteps.Tell(due, Link, Start), Start);

        untold.State.ShouldBe(UpdateState.Waiting);
        untold.Attempts.ShouldBe(0);
        untold.Link.ShouldBeNull();
    }

    [Fact]
    public void The_link_is_read_as_it_was_made_and_never_shown_by_accident()
    {
        var link = UpdateLink.New(new TestKit.SeededRandom(1));

        UpdateLink.TryParse(link.Reveal(), out var read).ShouldBeTrue();
        read.Hash().ShouldBe(link.Hash());
        $"{link}".ShouldNotContain(link.Reveal());
        UpdateLink.TryParse("short", out _).ShouldBeFalse();
        UpdateLink.TryParse(null, out _).ShouldBeFalse();
    }

    private static (UpdateState State, UpdateReason? Reason) Hear(DueUpdate due)
    {
        var next = UpdateSteps.Hear(due, Start.AddMinutes(1));
        return (next.State, next.Reason);
    }

    private static DueUpdate Due(string running)
    {
        TemplateId.TryParse("TMPLabcdefgh", out var template).ShouldBeTrue();
        var id = new ShipmentId(1);
        return new DueUpdate(
            new DeviceUpdate(id, new DeviceId(7), UpdateState.Waiting, null, 0, null, Start, null),
            new Shipment(
                id,
                OrganisationId.Root,
                template,
                new FirmwareId(1),
                "Spring",
                3,
                TimeSpan.FromHours(24),
                ShipmentState.Running,
                default,
                Start,
                null
            ),
            new FirmwareFile(
                new FirmwareId(1),
                OrganisationId.Root,
                template,
                "f.bin",
                "name",
                5,
                "",
                "",
                "TMPLabcdefgh",
                "2.0.0",
                "Jan  2 2026 00:00:00",
                default,
                Start
            ),
            new HardwareReport { FirmwareVersion = running, FirmwareType = "TMPLabcdefgh" }
        );
    }
}
